package io.tokenloom.vision.preprocessing;

/** Where a centred window begins if an odd number of pixels has to go. */
public enum CropRounding {
    /** Rounded down, as image processors of Hugging Face do, and the CLIP one before them. */
    FLOOR("floor"),
    /** Half rounded to the even number, as torchvision's {@code CenterCrop} does. */
    HALF_EVEN("half-even");

    private final String manifestName;

    CropRounding(String manifestName) {
        this.manifestName = manifestName;
    }

    /** The name in a manifest. */
    public String manifestName() {
        return manifestName;
    }

    /** Pixels before the window. */
    int before(int size, int window) {
        int over = size - window;
        return this == FLOOR ? over / 2 : (int) Math.rint(over / 2.0);
    }
}
