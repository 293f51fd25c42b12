package io.tokenloom.vision;

import java.io.Serializable;

/**
 * How many tokens of a picture are kept: the shortest prefix that will do. A limit of 0 stands for a frame that can afford
 * none: its record has as few as the tokenizer allows.
 */
public sealed interface TokenBudget extends Serializable {
    /**
     * The number of tokens to keep.
     *
     * @param quality quality that each prefix reaches, in dB: element i is that of i + 1 tokens
     */
    int keep(float[] quality);

    /** Whether a state of this quality, in dB, needs no tokens at all. */
    boolean isMetBy(double before);

    /** Most tokens that are ever kept. */
    int limit();

    /**
     * The same with a lower limit, where it is lower.
     *
     * @param tokens 0 or more
     */
    TokenBudget atMost(int tokens);

    /**
     * The same number for each picture.
     *
     * @param tokens 0 or more
     */
    record Fixed(int tokens) implements TokenBudget {
        /** Checks the number. */
        public Fixed {
            if (tokens < 0) {
                throw new IllegalArgumentException("0 tokens or more, not " + tokens);
            }
        }

        @Override
        public int keep(float[] quality) {
            return Math.min(tokens, quality.length);
        }

        @Override
        public boolean isMetBy(double before) {
            return tokens == 0;
        }

        @Override
        public int limit() {
            return tokens;
        }

        @Override
        public TokenBudget atMost(int limit) {
            return new Fixed(Math.min(tokens, limit));
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
            if (most < 0) {
                throw new IllegalArgumentException("0 tokens or more, not " + most);
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
            return before >= decibels || most == 0;
        }

        @Override
        public int limit() {
            return most;
        }

        @Override
        public TokenBudget atMost(int tokens) {
            return new Quality(decibels, Math.min(most, tokens));
        }
    }
}
