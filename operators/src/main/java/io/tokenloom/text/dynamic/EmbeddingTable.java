package io.tokenloom.text.dynamic;

import io.tokenloom.vision.quantization.Codebook;

/** The embeddings of a base vocabulary, float32 [size, dimension]: row {@code id} is the token's. Thread-safe: immutable. */
public interface EmbeddingTable {
    /** Number of rows. */
    int size();

    /** Floats in a row. */
    int dimension();

    /** Writes a row to {@code target} from an index on. */
    void copyRow(int id, float[] target, int at);

    /**
     * A table of these values.
     *
     * @param values row after row; copied
     * @throws IllegalArgumentException if there are not size x dimension, or one is not finite
     */
    static EmbeddingTable of(int size, int dimension, float[] values) {
        return of(Codebook.of(size, dimension, values));
    }

    /**
     * A tensor of a safetensors file: F32, F16 or BF16 with two dimensions, tokens and their floats.
     *
     * @param safetensors the content of the file
     * @param tensor the tensor's name
     * @throws io.tokenloom.vision.quantization.CodebookFileException if the file is no safetensors file, or has no such
     *     tensor, or one of another type or shape
     */
    static EmbeddingTable read(byte[] safetensors, String tensor) {
        return of(Codebook.read(safetensors, tensor));
    }

    private static EmbeddingTable of(Codebook rows) {
        return new EmbeddingTable() {
            @Override
            public int size() {
                return rows.size();
            }

            @Override
            public int dimension() {
                return rows.dimension();
            }

            @Override
            public void copyRow(int id, float[] target, int at) {
                rows.copyCode(id, target, at);
            }
        };
    }
}
