package io.tokenloom.text;

import java.util.Arrays;

/**
 * Where a tokenizer puts ids: an array that grows and is used again, so that nothing is allocated for a token. Made with
 * spans, it also holds where each token lies in the text. Not thread-safe.
 *
 * <p>A writer asks for room with {@link #reserve}, writes behind {@link #size()} into the arrays, and says how many it
 * wrote with {@link #advance}. The arrays change with every {@code reserve}.
 */
public final class TokenBuffer {
    private static final int[] NONE = {};
    private static final int FIRST_CAPACITY = 256;

    private final boolean spans;
    private int[] ids = NONE;
    private int[] starts = NONE;
    private int[] ends = NONE;
    private int size;

    private TokenBuffer(boolean spans) {
        this.spans = spans;
    }

    /** A buffer of ids alone. */
    public static TokenBuffer ofIds() {
        return new TokenBuffer(false);
    }

    /** A buffer that also takes the span of each token: first byte and byte behind the last, counted in the text. */
    public static TokenBuffer withSpans() {
        return new TokenBuffer(true);
    }

    /** Whether spans are wanted. */
    public boolean hasSpans() {
        return spans;
    }

    /** How many tokens are in. */
    public int size() {
        return size;
    }

    /** Empties this buffer; its arrays stay. */
    public void clear() {
        size = 0;
    }

    /**
     * Forgets the tokens from an index on.
     *
     * @throws IndexOutOfBoundsException when there are fewer than {@code newSize}
     */
    public void truncate(int newSize) {
        if (newSize < 0 || newSize > size) {
            throw new IndexOutOfBoundsException("cannot cut " + size + " tokens to " + newSize);
        }
        size = newSize;
    }

    /** Moves the spans of the tokens from an index on; for texts that begin within another. */
    void shiftSpans(int first, int bytes) {
        for (int i = first; spans && i < size; i++) {
            starts[i] += bytes;
            ends[i] += bytes;
        }
    }

    /** Makes room for so many tokens more, and gives the array of ids. */
    public int[] reserve(int more) {
        int needed = Math.addExact(size, more);
        if (needed > ids.length) {
            int capacity =
                    (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(FIRST_CAPACITY, ids.length + (ids.length >> 1)));
            capacity = Math.max(capacity, needed);
            ids = Arrays.copyOf(ids, capacity);
            if (spans) {
                starts = Arrays.copyOf(starts, capacity);
                ends = Arrays.copyOf(ends, capacity);
            }
        }
        return ids;
    }

    /** Counts so many tokens in that were written behind {@link #size()}; there must have been room for them. */
    public void advance(int written) {
        size += written;
    }

    /** Adds an id to a buffer without spans. */
    public void add(int id) {
        reserve(1)[size++] = id;
    }

    /** Adds an id and where it lies. A buffer without spans forgets the latter. */
    public void add(int id, int start, int end) {
        reserve(1)[size] = id;
        if (spans) {
            starts[size] = start;
            ends[size] = end;
        }
        size++;
    }

    /** The id at an index below {@link #size()}. */
    public int id(int index) {
        return ids[index];
    }

    /** The first byte of a token. */
    public int start(int index) {
        return starts[index];
    }

    /** The byte behind the last of a token. */
    public int end(int index) {
        return ends[index];
    }

    /** The array itself: ids up to {@link #size()}, anything behind. */
    public int[] ids() {
        return ids;
    }

    /** The array itself, empty without spans. */
    public int[] starts() {
        return starts;
    }

    /** The array itself, empty without spans. */
    public int[] ends() {
        return ends;
    }

    /** A copy of the ids. */
    public int[] toArray() {
        return Arrays.copyOf(ids, size);
    }
}
