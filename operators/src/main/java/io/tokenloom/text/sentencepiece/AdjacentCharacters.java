package io.tokenloom.text.sentencepiece;

import java.util.Arrays;

/** Pairs of characters that stand side by side in some piece: only between those can a merge go. Thread-safe once made. */
final class AdjacentCharacters {
    private static final long EMPTY = -1;

    private long[] slots = new long[1024];
    private int size;

    AdjacentCharacters() {
        Arrays.fill(slots, EMPTY);
    }

    void addAll(byte[] piece) {
        int left = -1;
        for (int at = 0; at < piece.length; at += Symbols.characterLength(piece[at])) {
            int right = character(piece, at);
            if (left >= 0) {
                add(pair(left, right));
            }
            left = right;
        }
    }

    boolean contains(int left, int right) {
        long pair = pair(left, right);
        int slot = slot(pair, slots.length);
        while (slots[slot] != EMPTY) {
            if (slots[slot] == pair) {
                return true;
            }
            slot = slot + 1 & slots.length - 1;
        }
        return false;
    }

    /** The bytes of a character as one number. */
    static int character(byte[] utf8, int at) {
        int value = utf8[at] & 0xff;
        for (int i = Symbols.characterLength(utf8[at]) - 1; i > 0; i--) {
            value = value << 8 | utf8[++at] & 0xff;
        }
        // A character of four bytes begins with 0xF0 to 0xF4: its lowest bits make the number unique and positive.
        return value & Integer.MAX_VALUE;
    }

    private static long pair(int left, int right) {
        return (long) left << 32 | right;
    }

    private void add(long pair) {
        if (2 * size >= slots.length) {
            long[] old = slots;
            slots = new long[2 * old.length];
            Arrays.fill(slots, EMPTY);
            size = 0;
            for (long each : old) {
                if (each != EMPTY) {
                    add(each);
                }
            }
        }
        int slot = slot(pair, slots.length);
        while (slots[slot] != EMPTY) {
            if (slots[slot] == pair) {
                return;
            }
            slot = slot + 1 & slots.length - 1;
        }
        slots[slot] = pair;
        size++;
    }

    private static int slot(long pair, int capacity) {
        long mixed = pair * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32) & capacity - 1;
    }
}
