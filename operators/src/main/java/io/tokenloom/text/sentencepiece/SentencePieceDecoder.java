package io.tokenloom.text.sentencepiece;

import io.tokenloom.text.unigram.BytePieces;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Text from ids as SentencePiece's processor makes it: U+2581 is a space, but for those in front of the text; control
 * pieces are not seen; byte pieces make characters together, and U+FFFD where they make none. Thread-safe: immutable.
 */
final class SentencePieceDecoder {
    private static final byte[] REPLACEMENT = "\ufffd".getBytes(StandardCharsets.UTF_8);

    private final byte[][] pieces;
    private final PieceType[] types;
    /** The byte of a byte piece. */
    private final byte[] bytes;

    private final byte[] unknownSurface;
    private final boolean dropsFirstSpace;
    private final boolean dropsAllFirstSpaces;

    SentencePieceDecoder(SentencePieceFile file) {
        pieces = file.pieces();
        types = file.types();
        bytes = new byte[pieces.length];
        for (int id = 0; id < pieces.length; id++) {
            if (types[id] == PieceType.BYTE) {
                bytes[id] = (byte) BytePieces.parse(pieces[id]);
            }
        }
        unknownSurface = file.unknownSurface();
        dropsAllFirstSpaces = file.removeExtraWhitespaces();
        dropsFirstSpace = file.addDummyPrefix() || dropsAllFirstSpaces;
    }

    byte[] decode(int[] ids) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(4 * ids.length);
        boolean atStart = true;
        boolean droppedSpace = false;
        for (int i = 0; i < ids.length; ) {
            int id = require(ids[i], i);
            if (types[id] == PieceType.BYTE) {
                i = decodeBytes(ids, i, text);
                continue;
            }
            atStart &= !droppedSpace && text.size() == 0;
            droppedSpace = false;
            if (types[id] == PieceType.UNKNOWN) {
                text.writeBytes(unknownSurface);
            } else if (types[id] != PieceType.CONTROL) {
                boolean drops = atStart && dropsFirstSpace && isSpaceSymbol(pieces[id], 0);
                droppedSpace = drops && !dropsAllFirstSpaces;
                write(pieces[id], drops ? SentencePieceNormalizer.SPACE_SYMBOL.length : 0, text);
            }
            i++;
        }
        return text.toByteArray();
    }

    private int decodeBytes(int[] ids, int from, ByteArrayOutputStream text) {
        int to = from;
        while (to < ids.length && types[require(ids[to], to)] == PieceType.BYTE) {
            to++;
        }
        byte[] run = new byte[to - from];
        for (int i = from; i < to; i++) {
            run[i - from] = bytes[ids[i]];
        }
        for (int at = 0; at < run.length; ) {
            int length = wellFormed(run, at);
            text.writeBytes(length == 0 ? REPLACEMENT : Arrays.copyOfRange(run, at, at + length));
            at += Math.max(1, length);
        }
        return to;
    }

    /** Bytes of the character that begins at an index; 0 when none does. */
    private static int wellFormed(byte[] run, int at) {
        int length = Symbols.characterLength(run[at]);
        int first = run[at] & 0xff;
        if (at + length > run.length || first >= 0x80 && first < 0xC2 || first > 0xF4) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if ((run[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        int second = length > 1 ? run[at + 1] & 0xff : 0;
        boolean refused = first == 0xE0 && second < 0xA0
                || first == 0xED && second > 0x9F
                || first == 0xF0 && second < 0x90
                || first == 0xF4 && second > 0x8F;
        return refused ? 0 : length;
    }

    private static void write(byte[] piece, int from, ByteArrayOutputStream text) {
        for (int i = from; i < piece.length; i++) {
            if (isSpaceSymbol(piece, i)) {
                text.write(' ');
                i += SentencePieceNormalizer.SPACE_SYMBOL.length - 1;
            } else {
                text.write(piece[i]);
            }
        }
    }

    private static boolean isSpaceSymbol(byte[] piece, int at) {
        byte[] symbol = SentencePieceNormalizer.SPACE_SYMBOL;
        return piece.length - at >= symbol.length
                && piece[at] == symbol[0]
                && piece[at + 1] == symbol[1]
                && piece[at + 2] == symbol[2];
    }

    private int require(int id, int index) {
        if (id < 0 || id >= pieces.length) {
            throw new IllegalArgumentException("id " + id + " at index " + index + " is not in this vocabulary of "
                    + pieces.length + " ids; was it made by another tokenizer?");
        }
        return id;
    }
}
