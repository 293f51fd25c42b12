package io.tokenloom.vision;

import java.io.Serializable;

/** How many tokens of a picture are kept: the shortest prefix that will do. */
public sealed interface TokenBudget extends Serializable {
    /**
     * The number of tokens to keep.
     *
     * @param quality quality that each prefix reaches, in dB: element i is that of i + 1 tokens
     */
    int keep(float[] quality);

    /** Whether a state of this quality, in dB, needs no tokens at all. */
    boolean isMetBy(double before);

    /**
     * The same number for each picture.
     *
     * @param tokens at least 1
     */
    record Fixed(int tokens) implements TokenBudget {
        /** Checks the number. */
        public Fixed {
            if (tokens < 1) {
                throw new IllegalArgumentException("at least 1 token, not " + tokens);
            }
        }

        @Override
        public int keep(float[] quality) {
            return Math.min(tokens, quality.length);
        }

        @Override
        public boolean isMetBy(double before) {
            return false;
        }
    }

    /**
     * As many as a quality takes; none where the state has it already.
     *
     * @param decibels peak signal-to-noise ratio to reach
     * @param most where it is out of reach
     */
    record Quality(double decibels, int most) implements TokenBudget {
        /** Checks both. */
        public Quality {
            if (!(decibels > 0) || decibels > 100) {
                throw new IllegalArgumentException("a quality of " + decibels + " dB; choose one over 0, up to 100");
            }
            if (most < 1) {
                throw new IllegalArgumentException("at least 1 token, not " + most);
            }
        }

        @Override
        public int keep(float[] quality) {
            int limit = Math.min(most, quality.length);
            for (int i = 0; i < limit; i++) {
                if (quality[i] >= decibels) {
                    return i + 1;
                }
            }
            return limit;
        }

        @Override
        public boolean isMetBy(double before) {
            return before >= decibels;
        }
    }
}
