package io.tokenloom.text;

import java.util.Arrays;

/** The bytes of each token by id. Not thread-safe while tokens are put in, thread-safe afterwards. */
final class TokenBytes {
    private byte[][] bytes = new byte[1024][];
    private int size;

    void put(int id, byte[] content) {
        if (id >= bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, id + 1));
        }
        bytes[id] = content;
        size = Math.max(size, id + 1);
    }

    boolean has(int id) {
        return id >= 0 && id < size && bytes[id] != null;
    }

    /** One more than the largest id. */
    int size() {
        return size;
    }

    /** Sizes of the tokens, summed up. */
    int[] ends(int[] ids) {
        int[] ends = new int[ids.length];
        int length = 0;
        for (int i = 0; i < ids.length; i++) {
            if (!has(ids[i])) {
                throw new IllegalArgumentException("id " + ids[i] + " at index " + i + " is not in this vocabulary of "
                        + size + " ids; was it made by another tokenizer?");
            }
            length = Math.addExact(length, bytes[ids[i]].length);
            ends[i] = length;
        }
        return ends;
    }

    byte[] concatenate(int[] ids) {
        int[] ends = ends(ids);
        byte[] result = new byte[ids.length == 0 ? 0 : ends[ids.length - 1]];
        int at = 0;
        for (int id : ids) {
            System.arraycopy(bytes[id], 0, result, at, bytes[id].length);
            at += bytes[id].length;
        }
        return result;
    }
}
