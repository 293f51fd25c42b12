package io.tokenloom.vision.preprocessing;

/** How values of 0..255 become the scale that mean and standard deviation are given in. */
public sealed interface Rescale {
    /** What becomes of a value. */
    float apply(float value);

    /** For the fingerprint. */
    String identity();

    /**
     * A division in float32, as torchvision's {@code ToTensor} does with 255.
     *
     * @param by what to divide by
     */
    record Division(float by) implements Rescale {
        @Override
        public float apply(float value) {
            return value / by;
        }

        @Override
        public String identity() {
            return "divide " + Float.toHexString(by);
        }
    }

    /**
     * A multiplication in double precision, rounded to float32, as image processors of Hugging Face do. With 1, nothing.
     *
     * @param by the factor
     */
    record Multiplication(double by) implements Rescale {
        @Override
        public float apply(float value) {
            return (float) (value * by);
        }

        @Override
        public String identity() {
            return "multiply " + Double.toHexString(by);
        }
    }
}
