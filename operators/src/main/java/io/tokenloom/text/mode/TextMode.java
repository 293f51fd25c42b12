package io.tokenloom.text.mode;

import io.tokenloom.text.dynamic.Boundary;
import io.tokenloom.text.dynamic.DynamicRules;
import java.io.Serializable;
import java.util.Objects;

/**
 * How texts are tokenized with a base tokenizer. A mode that is not {@link AsPublished} makes another tokenizer of the base:
 * its {@linkplain #spelling() spelling} is part of the fingerprint. Immutable.
 */
public sealed interface TextMode extends Serializable {
    /** As the tokenizer was published. */
    TextMode AS_PUBLISHED = new AsPublished();

    /** Everything about a mode that changes ids, in one way: equal modes have equal spellings. Empty for {@link AsPublished}. */
    String spelling();

    /**
     * The mode of a spelling.
     *
     * @throws IllegalArgumentException if this version of the library knows none
     */
    static TextMode read(String spelling) {
        return ModeSpelling.read(spelling);
    }

    /** As the tokenizer was published. */
    record AsPublished() implements TextMode {
        @Override
        public String spelling() {
            return "";
        }
    }

    /**
     * Neighbours that come often in a window of texts are merged; what was merged is a vocabulary delta.
     *
     * @param merges most merges of a window, 1 to {@value #MOST_MERGES}
     * @param boundary what a merge may reach across
     * @param minimumCount how often a pair must be there to be merged, at least 1
     * @param window which texts share their merges
     */
    record Dynamic(int merges, Boundary boundary, int minimumCount, BatchWindow window) implements TextMode {
        /** Most merges: so many tokens of the greatest length have 4 MiB. */
        public static final int MOST_MERGES = 16_384;

        /** A pair that is there once saves one token and costs an entry of the delta. */
        public static final int DEFAULT_MINIMUM_COUNT = 2;

        /** Three ids and a length. */
        private static final int DELTA_ENTRY_BYTES = 17;

        private static final int DELTA_FRAME_BYTES = 1024;

        /** Checks the numbers. */
        public Dynamic {
            Objects.requireNonNull(boundary, "boundary");
            Objects.requireNonNull(window, "window");
            if (merges < 1 || merges > MOST_MERGES || minimumCount < 1) {
                throw new IllegalArgumentException(
                        merges + " merges of pairs that are there " + minimumCount + " times can't be made");
            }
        }

        /** Most bytes of the record of a vocabulary delta, in a batch of its own. */
        public long largestDeltaBytes() {
            return DELTA_FRAME_BYTES + (long) merges * (DynamicRules.STREAM_TOKEN_BYTES + DELTA_ENTRY_BYTES);
        }

        /** The rules of a window. */
        public DynamicRules rules() {
            return new DynamicRules(merges, boundary, minimumCount, DynamicRules.STREAM_TOKEN_BYTES);
        }

        @Override
        public String spelling() {
            return ModeSpelling.of(this);
        }
    }

    /** Runs of digits are cut in threes from the right: 1234567 is 1, 234, 567. */
    record RightToLeftDigits() implements TextMode {
        @Override
        public String spelling() {
            return ModeSpelling.DIGITS + "right-to-left";
        }
    }

    /**
     * Runs of digits are cut in threes from the right, with a separator in between that decoding takes out again.
     *
     * @param separator what is put in, not empty and without digits
     */
    record SeparatedDigits(String separator) implements TextMode {
        /** Checks the separator. */
        public SeparatedDigits {
            if (separator.isEmpty() || separator.chars().anyMatch(c -> c >= '0' && c <= '9')) {
                throw new IllegalArgumentException("\"" + separator + "\" does not separate digits");
            }
        }

        @Override
        public String spelling() {
            return ModeSpelling.SEPARATOR + separator;
        }
    }

    /** Each letter and each digit is a token of its own. */
    record OneItemPerToken() implements TextMode {
        @Override
        public String spelling() {
            return ModeSpelling.ITEMS + "one-per-token";
        }
    }
}
