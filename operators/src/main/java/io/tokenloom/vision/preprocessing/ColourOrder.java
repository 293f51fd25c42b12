package io.tokenloom.vision.preprocessing;

/** The order of the channels of a tensor. */
public enum ColourOrder {
    /** Red, green, blue. */
    RGB("rgb"),
    /** Blue, green, red. */
    BGR("bgr");

    private final String manifestName;

    ColourOrder(String manifestName) {
        this.manifestName = manifestName;
    }

    /** The name in a manifest. */
    public String manifestName() {
        return manifestName;
    }

    /** The channel of plane 0, red, 1, green, or 2, blue. */
    int channel(int plane) {
        return this == RGB ? plane : 2 - plane;
    }
}
