package io.tokenloom.text.dynamic;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the canonical form of a delta and checks all that can be checked without the base vocabulary. */
final class DeltaReader {
    static final byte[] MAGIC = "TLVD".getBytes(StandardCharsets.US_ASCII);
    static final int VERSION = 1;

    /** Bytes of the shortest entry: four numbers and two bytes of a token. */
    private static final int SHORTEST_ENTRY = 6;

    private final byte[] in;
    private int at;

    private int baseSize;
    private int[] left;
    private int[] right;
    private int[] results;
    private byte[] bytes;
    private int[] starts;

    DeltaReader(byte[] canonical) {
        this.in = canonical;
    }

    VocabularyDelta read() {
        if (in.length < MAGIC.length + 1 || !Arrays.equals(MAGIC, Arrays.copyOf(in, MAGIC.length))) {
            throw broken("it does not begin with TLVD and a version");
        }
        at = MAGIC.length;
        if (in[at] != VERSION) {
            throw broken("it is of version " + in[at] + ", and version " + VERSION + " is read");
        }
        at++;
        baseSize = number();
        int entries = number();
        if (entries > (in.length - at) / SHORTEST_ENTRY || entries > Integer.MAX_VALUE - baseSize) {
            throw broken("it says " + entries + " entries, more than its " + in.length + " bytes hold");
        }
        left = new int[entries];
        right = new int[entries];
        results = new int[entries];
        starts = new int[entries + 1];
        bytes = new byte[in.length - at];
        for (int i = 0; i < entries; i++) {
            entry(i);
        }
        if (at != in.length) {
            throw broken("it goes on behind its last entry");
        }
        return new VocabularyDelta(baseSize, left, right, results, Arrays.copyOf(bytes, starts[entries]), starts);
    }

    private void entry(int i) {
        left[i] = part(i);
        right[i] = part(i);
        int other = number();
        results[i] = other == 0 ? baseSize + i : other - 1;
        int length = number();
        if (length < 2 || length > in.length - at) {
            throw broken("the token of entry " + i + " has " + length + " bytes");
        }
        System.arraycopy(in, at, bytes, starts[i], length);
        starts[i + 1] = starts[i] + length;
        at += length;
        if (other != 0 && (results[i] >= baseSize + i || !spells(results[i], starts[i], length))) {
            throw broken("entry " + i + " stands for id " + results[i] + ", which is no earlier token with its bytes");
        }
        requireJoin(i, length);
    }

    private int part(int entry) {
        int id = number();
        if (id >= baseSize + entry || id >= baseSize && results[id - baseSize] != id) {
            throw broken("entry " + entry + " joins id " + id + ", which no sequence has before it");
        }
        return id;
    }

    /** The bytes of a part that is an entry itself are known; those of base tokens are compared with the base later. */
    private void requireJoin(int i, int length) {
        int leftLength = left[i] < baseSize ? -1 : length(left[i] - baseSize);
        int rightLength = right[i] < baseSize ? -1 : length(right[i] - baseSize);
        boolean fits = leftLength < length
                && rightLength < length
                && (leftLength < 0 || rightLength < 0 || leftLength + rightLength == length);
        if (!fits
                || leftLength >= 0 && !spells(left[i], starts[i], leftLength)
                || rightLength >= 0 && !spells(right[i], starts[i] + length - rightLength, rightLength)) {
            throw broken("the token of entry " + i + " is not the join of its parts");
        }
    }

    /** Whether an earlier entry's token is there in {@code bytes}; true for a base token, whose bytes are not known. */
    private boolean spells(int id, int from, int length) {
        int entry = id - baseSize;
        return entry < 0 || Arrays.equals(bytes, starts[entry], starts[entry + 1], bytes, from, from + length);
    }

    private int length(int entry) {
        return starts[entry + 1] - starts[entry];
    }

    private int number() {
        long value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            if (at == in.length) {
                throw broken("it ends within a number");
            }
            byte b = in[at++];
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                if (value > Integer.MAX_VALUE || b == 0 && shift > 0) {
                    throw broken("a number is too large or not written in the fewest bytes");
                }
                return (int) value;
            }
        }
        throw broken("a number has more than 5 bytes");
    }

    private IllegalArgumentException broken(String what) {
        return new IllegalArgumentException("this is no vocabulary delta: " + what + " (at byte " + at + ")");
    }
}
