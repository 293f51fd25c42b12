package io.tokenloom.vision.quantization;

/**
 * A table of code vectors, float32 [size, dimension]; the row is the id. Thread-safe: immutable.
 */
public final class Codebook {
    private final int size;
    private final int dimension;
    private final float[] values;

    private Codebook(int size, int dimension, float[] values) {
        if (size < 1 || dimension < 1 || (long) size * dimension != values.length) {
            throw new IllegalArgumentException(
                    "a codebook of " + size + " x " + dimension + " does not have " + values.length + " values");
        }
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        "code " + i / dimension + " has the value " + values[i] + " in dimension " + i % dimension);
            }
        }
        this.size = size;
        this.dimension = dimension;
        this.values = values;
    }

    /**
     * A codebook of these values.
     *
     * @param values row after row; copied
     * @throws IllegalArgumentException if there are not size x dimension, or one is not finite
     */
    public static Codebook of(int size, int dimension, float[] values) {
        return new Codebook(size, dimension, values.clone());
    }

    /**
     * A tensor of a safetensors file: F32, F16 or BF16 with two dimensions, size and dimension.
     *
     * @param safetensors the content of the file
     * @param tensor the tensor's name
     * @throws CodebookFileException if the file is no safetensors file, or has no such tensor, or one that is no codebook
     */
    public static Codebook read(byte[] safetensors, String tensor) {
        SafetensorsFile.Entry entry = SafetensorsFile.of(safetensors).tensor(tensor);
        if (entry.shape().length != 2) {
            throw new CodebookFileException("tensor " + tensor + " is " + entry.describe()
                    + "; a codebook has two dimensions, codes and their length");
        }
        float[] values = entry.floats();
        try {
            return new Codebook((int) entry.shape()[0], (int) entry.shape()[1], values);
        } catch (IllegalArgumentException e) {
            throw new CodebookFileException("tensor " + tensor + " is no codebook: " + e.getMessage(), e);
        }
    }

    /** Number of codes. */
    public int size() {
        return size;
    }

    /** Floats in a code. */
    public int dimension() {
        return dimension;
    }

    /** Writes a code to {@code target} from an index on. */
    public void copyCode(int code, float[] target, int at) {
        System.arraycopy(values, code * dimension, target, at, dimension);
    }
}
