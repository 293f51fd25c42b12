package io.tokenloom.text.sentencepiece;

import io.tokenloom.text.TokenBuffer;

/**
 * Puts tokens out as SentencePiece does: neighbouring unknown pieces become one, or, with byte fallback, each becomes its
 * bytes, of which the last has the span and the others are empty before it. Not thread-safe.
 */
final class PieceWriter {
    private static final int NONE = -1;

    private final int unknownId;
    /** The token of each byte; null without byte fallback. */
    private final int[] byteIds;

    private TokenBuffer out;
    private int unknownFrom;

    PieceWriter(int unknownId, int[] byteIds) {
        this.unknownId = unknownId;
        this.byteIds = byteIds;
    }

    void begin(TokenBuffer buffer) {
        out = buffer;
        unknownFrom = NONE;
    }

    void token(int id, int from, int to) {
        out.add(id, from, to);
        unknownFrom = NONE;
    }

    void unknown(byte[] utf8, int from, int to) {
        if (byteIds != null) {
            for (int i = from; i < to; i++) {
                out.add(byteIds[utf8[i] & 0xff], from, i == to - 1 ? to : from);
            }
            return;
        }
        if (unknownFrom == NONE) {
            unknownFrom = from;
        } else {
            out.truncate(out.size() - 1);
        }
        out.add(unknownId, unknownFrom, to);
    }
}
