package io.tokenloom.text;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;

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
        Builder builder = new Builder(tokens.length, total);
        for (int id = 0; id < tokens.length; id++) {
            if (tokens[id] != null) {
                builder.add(id, tokens[id], 0, tokens[id].length);
            }
        }
        return builder.build();
    }

    /** Takes tokens one after the other. Not thread-safe. */
    public static final class Builder {
        private final byte[] bytes;
        private final int[] starts;
        private final long[] present;
        /** How many ids are done. */
        private int done;

        /**
         * @param ids one more than the largest id
         * @param bytes of all tokens together, at most
         */
        public Builder(int ids, int bytes) {
            this.bytes = new byte[bytes];
            this.starts = new int[ids + 1];
            this.present = new long[(ids + 63) >> 6];
        }

        /** Adds a token, {@code from[start, end)}; ids come in ascending order. */
        public void add(int id, byte[] from, int start, int end) {
            skipTo(id);
            System.arraycopy(from, start, bytes, starts[id], end - start);
            starts[id + 1] = starts[id] + end - start;
            present[id >> 6] |= 1L << id;
            done = id + 1;
        }

        private void skipTo(int id) {
            while (done < id) {
                starts[done + 1] = starts[done];
                done++;
            }
        }

        /** The table; to be called once. */
        public TokenTable build() {
            skipTo(starts.length - 1);
            int used = starts[starts.length - 1];
            return new TokenTable(used == bytes.length ? bytes : Arrays.copyOf(bytes, used), starts, present);
        }
    }

    /** This table and more tokens, by ids that are not in use here. */
    public TokenTable with(SortedMap<Integer, byte[]> others) {
        if (others.isEmpty()) {
            return this;
        }
        int ids = Math.max(size(), others.lastKey() + 1);
        int[] allStarts = Arrays.copyOf(starts, ids + 1);
        Arrays.fill(allStarts, size() + 1, ids + 1, bytes.length);
        long[] allPresent = Arrays.copyOf(present, (ids + 63) >> 6);
        byte[] all = bytes;
        for (Map.Entry<Integer, byte[]> other : others.entrySet()) {
            int id = other.getKey();
            byte[] token = other.getValue();
            int at = allStarts[id];
            byte[] longer = Arrays.copyOf(all, all.length + token.length);
            System.arraycopy(token, 0, longer, at, token.length);
            System.arraycopy(all, at, longer, at + token.length, all.length - at);
            all = longer;
            for (int i = id + 1; i <= ids; i++) {
                allStarts[i] += token.length;
            }
            allPresent[id >> 6] |= 1L << id;
        }
        return new TokenTable(all, allStarts, allPresent);
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
