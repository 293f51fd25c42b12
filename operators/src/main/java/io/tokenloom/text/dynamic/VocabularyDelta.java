package io.tokenloom.text.dynamic;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The tokens that were made for one batch, in the order of merging. Entry {@code i} joins two tokens, and its id is
 * {@code baseSize() + i}.
 *
 * <p>A token is its bytes: where a token with the joined bytes was there already, in the base vocabulary or in an earlier
 * entry, the sequences go on with {@linkplain #result that one's} id, and the entry's own id stays unused. So a model keeps
 * the embedding that it knows. A control token is never such a result.
 *
 * <p>Thread-safe: immutable. Equal if the {@linkplain #toBytes() canonical forms} are.
 */
public final class VocabularyDelta {
    private final int baseSize;
    private final int[] left;
    private final int[] right;
    private final int[] results;
    private final byte[] bytes;
    /** Entry {@code i} has the bytes from starts[i] to starts[i + 1]. */
    private final int[] starts;

    private final String digest;

    VocabularyDelta(int baseSize, int[] left, int[] right, int[] results, byte[] bytes, int[] starts) {
        this.baseSize = baseSize;
        this.left = left;
        this.right = right;
        this.results = results;
        this.bytes = bytes;
        this.starts = starts;
        this.digest = HexFormat.of().formatHex(sha256(toBytes()));
    }

    /** A delta without entries: the base vocabulary itself. */
    public static VocabularyDelta none(int baseSize) {
        return new VocabularyDelta(baseSize, new int[0], new int[0], new int[0], new byte[0], new int[1]);
    }

    /**
     * Reads the canonical form.
     *
     * @throws IllegalArgumentException if it is not one, with the place
     */
    public static VocabularyDelta read(byte[] canonical) {
        return new DeltaReader(canonical).read();
    }

    /** One more than the largest id of the base vocabulary. */
    public int baseSize() {
        return baseSize;
    }

    /** How many entries there are. */
    public int size() {
        return left.length;
    }

    /** One more than the largest id that sequences may hold. */
    public int vocabularySize() {
        return baseSize + size();
    }

    /** The id of the first of the two tokens that an entry joins: of the base or of an earlier entry. */
    public int left(int entry) {
        return left[entry];
    }

    /** The id of the second. */
    public int right(int entry) {
        return right[entry];
    }

    /** The id that stands for the join in sequences: {@code baseSize() + entry}, or a smaller one with the same bytes. */
    public int result(int entry) {
        return results[entry];
    }

    /** How many bytes an entry's token has. */
    public int length(int entry) {
        return starts[entry + 1] - starts[entry];
    }

    /** A copy of the bytes of an entry's token. */
    public byte[] token(int entry) {
        return Arrays.copyOfRange(bytes, starts[entry], starts[entry + 1]);
    }

    /** The ids of the base tokens that an entry's token is made of, in their order. */
    public int[] constituents(int entry) {
        int[] ids = new int[length(entry)];
        int count = 0;
        int[] waiting = new int[entry + 2];
        int depth = 0;
        waiting[depth++] = baseSize + entry;
        while (depth > 0) {
            int id = waiting[--depth];
            if (id < baseSize) {
                ids[count++] = id;
            } else {
                waiting[depth++] = right[id - baseSize];
                waiting[depth++] = left[id - baseSize];
            }
        }
        return Arrays.copyOf(ids, count);
    }

    /** Writes the bytes of an entry's token. */
    void copyToken(int entry, byte[] target, int at) {
        System.arraycopy(bytes, starts[entry], target, at, length(entry));
    }

    /** Memory of the arrays in bytes. */
    long sizeInBytes() {
        return bytes.length + 4L * Integer.BYTES * size();
    }

    /** SHA-256 of the canonical form, 64 hexadecimal digits in lower case: the delta's name. */
    public String digest() {
        return digest;
    }

    /**
     * The canonical form, equal for equal deltas on every machine. Numbers are unsigned LEB128, seven bits a byte, lowest
     * first, in as few bytes as they need.
     *
     * <pre>
     *   4 bytes   "TLVD"
     *   1 byte    version of the form, 1
     *   number    size of the base vocabulary
     *   number    entries
     *   entries   number  id of the left token
     *             number  id of the right token
     *             number  0 if the entry's own id stands for the join, otherwise 1 + the id that does
     *             number  length of the token in bytes
     *             bytes   the token
     * </pre>
     */
    public byte[] toBytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(16 + 10 * size() + bytes.length);
        out.writeBytes(DeltaReader.MAGIC);
        out.write(DeltaReader.VERSION);
        number(out, baseSize);
        number(out, size());
        for (int i = 0; i < size(); i++) {
            number(out, left[i]);
            number(out, right[i]);
            number(out, results[i] == baseSize + i ? 0 : 1 + results[i]);
            number(out, length(i));
            out.write(bytes, starts[i], length(i));
        }
        return out.toByteArray();
    }

    private static void number(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest > 0x7F) {
            out.write(rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VocabularyDelta delta
                && baseSize == delta.baseSize
                && Arrays.equals(left, delta.left)
                && Arrays.equals(right, delta.right)
                && Arrays.equals(results, delta.results)
                && Arrays.equals(starts, delta.starts)
                && Arrays.equals(bytes, delta.bytes);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    @Override
    public String toString() {
        return "VocabularyDelta[" + size() + " tokens on " + baseSize + ", " + digest + "]";
    }
}
