package io.tokenloom.text.bpe;

import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalInt;

/** What a piece of text consists of before the first merge. */
public sealed interface FirstSymbols {
    /** Every byte by itself; each has a token. */
    record Bytes() implements FirstSymbols {}

    /**
     * Every character by itself. One that has no token becomes the tokens of its bytes in UTF-8, or the unknown token.
     *
     * @param byteTokens the id for each of the 256 bytes, in their order; empty where there are none. The table of tokens
     *     has one byte for each of them; text becomes one only by way of a character that has no token
     * @param unknown the id that stands for a character without a token; needed where {@code byteTokens} is empty
     * @param fuseUnknown whether a run of such characters becomes one token
     */
    record Characters(int[] byteTokens, OptionalInt unknown, boolean fuseUnknown) implements FirstSymbols {
        public Characters {
            if (byteTokens.length != 0 && byteTokens.length != 256) {
                throw new IllegalArgumentException("bytes need 256 tokens or none, not " + byteTokens.length);
            }
            if (byteTokens.length == 0 && unknown.isEmpty()) {
                throw new IllegalArgumentException(
                        "a character without a token needs an unknown token or tokens for bytes, and there are neither");
            }
        }

        /** Ids that stand for a byte or for what is unknown, so that no text is looked up to them. */
        BitSet reserved() {
            BitSet reserved = new BitSet();
            Arrays.stream(byteTokens).forEach(reserved::set);
            unknown.ifPresent(reserved::set);
            return reserved;
        }
    }
}
