package io.tokenloom.text.tiktoken;

import java.util.Arrays;

/** Tokens seen so far, by their bytes. Not thread-safe. */
final class TokenSet {
    private byte[][] slots;
    private int size;

    /** @param tokens about how many there will be; more find room, too */
    TokenSet(int tokens) {
        slots = new byte[Integer.highestOneBit(Math.max(tokens, 8)) << 2][];
    }

    /** Puts a token in; false when it was in already. */
    boolean add(byte[] token) {
        if (2 * size >= slots.length) {
            byte[][] old = slots;
            slots = new byte[2 * old.length][];
            for (byte[] one : old) {
                if (one != null) {
                    slots[slot(one)] = one;
                }
            }
        }
        int at = slot(token);
        if (slots[at] != null) {
            return false;
        }
        slots[at] = token;
        size++;
        return true;
    }

    boolean contains(byte[] token) {
        return slots[slot(token)] != null;
    }

    /** Where a token is or would be. */
    private int slot(byte[] token) {
        int at = (Arrays.hashCode(token) * 0x9E3779B1 >>> 8) & slots.length - 1;
        while (slots[at] != null && !Arrays.equals(slots[at], token)) {
            at = at + 1 & slots.length - 1;
        }
        return at;
    }
}
