package io.tokenloom.text.unigram;

import java.util.Arrays;

/** Tokens that stand for one byte, written {@code <0x00>} to {@code <0xFF>}. Thread-safe: holds nothing. */
public final class BytePieces {
    /** Of a vocabulary that does not use them. */
    static final int[] NONE = {};

    private static final String DIGITS = "0123456789ABCDEF";

    private BytePieces() {}

    /** The id for each byte, or -1 where the vocabulary has none; of a text that comes twice, the later id. */
    public static int[] find(byte[][] pieces) {
        int[] ids = new int[256];
        Arrays.fill(ids, UnigramModel.NO_TOKEN);
        for (int id = 0; id < pieces.length; id++) {
            int value = pieces[id] == null ? -1 : parse(pieces[id]);
            if (value >= 0) {
                ids[value] = id;
            }
        }
        return ids;
    }

    /** The byte that a piece is written for, or -1. */
    public static int parse(byte[] piece) {
        if (piece.length != 6 || piece[0] != '<' || piece[1] != '0' || piece[2] != 'x' || piece[5] != '>') {
            return -1;
        }
        int high = DIGITS.indexOf(piece[3]);
        int low = DIGITS.indexOf(piece[4]);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }
}
