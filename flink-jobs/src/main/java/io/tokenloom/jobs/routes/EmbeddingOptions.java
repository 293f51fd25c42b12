package io.tokenloom.jobs.routes;

import java.io.Serializable;
import java.util.Objects;

/**
 * Which first embeddings the tokens of vocabulary deltas get. Changes no ids. Immutable.
 *
 * @param table absolute path of a safetensors file that every worker can read; empty for no embeddings
 * @param tensor name of the tensor with a row for each token of the base
 * @param weights how much each base token counts that a merged one is made of
 */
public record EmbeddingOptions(String table, String tensor, Weights weights) implements Serializable {
    /** No embeddings. */
    public static final EmbeddingOptions NONE = new EmbeddingOptions("", "", Weights.MEAN);

    /** Most bytes of the embeddings of a delta. */
    public static final int MOST_BYTES = 16 * 1024 * 1024;

    /** How much each base token counts. */
    public enum Weights {
        /** All alike. */
        MEAN,
        /** By its bytes. */
        LENGTH
    }

    /** Checks that all is there. */
    public EmbeddingOptions {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(tensor, "tensor");
        Objects.requireNonNull(weights, "weights");
    }

    /** Whether there are any. */
    public boolean wanted() {
        return !table.isEmpty();
    }
}
