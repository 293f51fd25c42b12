package io.tokenloom.text;

import java.util.Arrays;

/**
 * The bytes of each token, by id: what decoding needs. Ids may have gaps. Thread-safe: immutable.
 *
 * <p>Memory: the bytes of all tokens in one array, and 4 bytes for each id up to the largest.
 */
public final class TokenTable {
    private final byte[] bytes;
    /** Token {@code id} has the bytes from starts[id] to starts[id + 1]; a gap has none. */
    private final int[] starts;

    private final long[] present;

    private TokenTable(byte[] bytes, int[] starts, long[] present) {
        this.bytes = bytes;
        this.starts = starts;
        this.present = present;
    }

    /** A table from the bytes of each id; null where an id is not in use. */
    public static TokenTable of(byte[][] tokens) {
        int total = 0;
        for (byte[] token : tokens) {
            total = Math.addExact(total, token == null ? 0 : token.length);
        }
        byte[] bytes = new byte[total];
        int[] starts = new int[tokens.length + 1];
        long[] present = new long[(tokens.length + 63) >> 6];
        int at = 0;
        for (int id = 0; id < tokens.length; id++) {
            starts[id] = at;
            byte[] token = tokens[id];
            if (token != null) {
                System.arraycopy(token, 0, bytes, at, token.length);
                at += token.length;
                present[id >> 6] |= 1L << id;
            }
        }
        starts[tokens.length] = at;
        return new TokenTable(bytes, starts, present);
    }

    /** One more than the largest id. */
    public int size() {
        return starts.length - 1;
    }

    /** Whether an id is in use. */
    public boolean has(int id) {
        return id >= 0 && id < size() && (present[id >> 6] & 1L << id) != 0;
    }

    /** How many bytes a token has; the id must be in use. */
    public int length(int id) {
        return starts[id + 1] - starts[id];
    }

    /** A copy of a token's bytes; the id must be in use. */
    public byte[] token(int id) {
        return Arrays.copyOfRange(bytes, starts[id], starts[id + 1]);
    }

    /** The bytes of all tokens, one after the other; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where a token's bytes begin in {@link #bytes()}. */
    public int start(int id) {
        return starts[id];
    }

    /**
     * Sizes of the tokens, summed up.
     *
     * @throws IllegalArgumentException when an id is not in use
     */
    public int[] ends(int[] ids) {
        int[] ends = new int[ids.length];
        int length = 0;
        for (int i = 0; i < ids.length; i++) {
            length = Math.addExact(length, length(require(ids[i], i)));
            ends[i] = length;
        }
        return ends;
    }

    /**
     * The bytes of the tokens, one after the other.
     *
     * @throws IllegalArgumentException when an id is not in use
     */
    public byte[] concatenate(int[] ids) {
        int[] ends = ends(ids);
        byte[] result = new byte[ids.length == 0 ? 0 : ends[ids.length - 1]];
        int at = 0;
        for (int id : ids) {
            System.arraycopy(bytes, starts[id], result, at, length(id));
            at += length(id);
        }
        return result;
    }

    private int require(int id, int index) {
        if (!has(id)) {
            throw new IllegalArgumentException("id " + id + " at index " + index + " is not in this vocabulary of "
                    + size() + " ids; was it made by another tokenizer?");
        }
        return id;
    }
}
