package io.tokenloom.vision.preprocessing;

/**
 * What becomes of the values of a prepared picture: first rescaled, then less the mean, then divided by the standard
 * deviation. Each step is rounded to float32, in this order, as the references do; the order shows in the last bits.
 * Thread-safe: immutable.
 *
 * @param rescale to the scale of the mean
 * @param mean of each colour
 * @param deviation of each colour, none of them 0
 * @param colours order of the channels
 * @param layout order of the axes
 */
public record Normalisation(
        Rescale rescale, PerColour mean, PerColour deviation, ColourOrder colours, TensorLayout layout) {
    private static final float MOST = 255;

    /** Checks the deviation. */
    public Normalisation {
        if (deviation.red() == 0 || deviation.green() == 0 || deviation.blue() == 0) {
            throw new IllegalArgumentException(
                    "a standard deviation is 0, by which nothing can be divided: " + deviation);
        }
    }

    /** Divided by 255: 0..1. RGB, a plane for each channel. */
    public static Normalisation zeroToOne() {
        return of(PerColour.all(0), PerColour.all(1));
    }

    /** Divided by 255, then -1..1. RGB, a plane for each channel. */
    public static Normalisation minusOneToOne() {
        return of(PerColour.all(0.5f), PerColour.all(0.5f));
    }

    /** Divided by 255, then with mean and standard deviation. RGB, a plane for each channel. */
    public static Normalisation of(PerColour mean, PerColour deviation) {
        return new Normalisation(new Rescale.Division(MOST), mean, deviation, ColourOrder.RGB, TensorLayout.NCHW);
    }

    /** Every choice that changes a number, in one line. */
    public String identity() {
        return rescale.identity() + "; mean " + mean.identity() + "; deviation " + deviation.identity() + "; "
                + colours.manifestName() + " " + layout.manifestName();
    }

    /**
     * Writes the tensor of a picture, {@code 3 * width * height} values.
     *
     * @param target the values of a batch
     * @param offset where those of this picture begin
     */
    public void fill(PreparedPicture picture, float[] target, int offset) {
        int pixels = picture.width() * picture.height();
        int step = layout == TensorLayout.NCHW ? 1 : 3;
        for (int plane = 0; plane < 3; plane++) {
            int channel = colours.channel(plane);
            int to = offset + (layout == TensorLayout.NCHW ? channel * pixels : channel);
            int from = plane * pixels;
            if (picture instanceof EightBitPicture eightBit) {
                byte[] values = eightBit.planes();
                float[] table = table(plane);
                for (int i = 0; i < pixels; i++, to += step) {
                    target[to] = table[values[from + i] & 0xFF];
                }
            } else if (picture instanceof ContinuousPicture continuous) {
                float[] values = continuous.planes();
                for (int i = 0; i < pixels; i++, to += step) {
                    target[to] = value(values[from + i], plane);
                }
            }
        }
    }

    /** What becomes of each of the 256 values. */
    private float[] table(int plane) {
        float[] table = new float[256];
        for (int i = 0; i < table.length; i++) {
            table[i] = value(i, plane);
        }
        return table;
    }

    private float value(float value, int plane) {
        return (rescale.apply(value) - mean.plane(plane)) / deviation.plane(plane);
    }
}
