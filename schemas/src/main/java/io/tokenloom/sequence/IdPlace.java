package io.tokenloom.sequence;

import io.tokenloom.record.Modality;
import java.util.List;
import java.util.Objects;

/**
 * Where the tokens of one tokenizer stand in an id space. Immutable.
 *
 * @param tokenizer fingerprint, 16 hex digits
 * @param modality what its tokens stand for: a text may be cut anywhere, visual tokens only as their records allow
 * @param content how its tokens become ids
 * @param beginIds ids before each picture; empty for none
 * @param endIds ids behind each picture; empty for none
 */
public record IdPlace(
        String tokenizer, Modality modality, Content content, List<Integer> beginIds, List<Integer> endIds) {
    /** How the tokens of a tokenizer become ids of the space. */
    public sealed interface Content {
        /**
         * Ids, each moved by an offset.
         *
         * @param offset what is added
         * @param size ids of the tokenizer are below this number
         */
        record Shifted(int offset, int size) implements Content {
            /** The first id behind them. */
            long end() {
                return (long) offset + size;
            }
        }

        /**
         * Vectors: an id that stands for each, or one that stands for all vectors of a record.
         *
         * @param id the placeholder
         * @param expansion how often it stands there
         */
        record Placeholder(int id, Expansion expansion) implements Content {}
    }

    /** How often a placeholder stands in a sequence. */
    public enum Expansion {
        /** Once for each token. */
        EACH_TOKEN,
        /** Once for each record; who feeds the model expands it. */
        EACH_RECORD
    }

    /** Copies. */
    public IdPlace {
        Objects.requireNonNull(tokenizer, "tokenizer");
        Objects.requireNonNull(modality, "modality");
        Objects.requireNonNull(content, "content");
        beginIds = List.copyOf(beginIds);
        endIds = List.copyOf(endIds);
    }
}
