package io.tokenloom.text.sentencepiece;

import java.util.Arrays;

/** Normalized text and, where wanted, the byte of the text that each of its bytes comes from. Not thread-safe. */
final class TracedText {
    private static final int FIRST_CAPACITY = 1024;
    /** What is held on to between texts, at most. */
    private static final int KEPT_CAPACITY = 1 << 20;

    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int[] sources = {};
    private boolean tracing;
    private int size;

    /** Empties it; {@code tracing} says whether sources are wanted. */
    void begin(boolean tracing) {
        this.tracing = tracing;
        size = 0;
        if (tracing && sources.length < bytes.length + 1) {
            sources = new int[bytes.length + 1];
        }
    }

    void append(byte b, int source) {
        if (size == bytes.length) {
            grow(1);
        }
        if (tracing) {
            sources[size] = source;
        }
        bytes[size++] = b;
    }

    /** Appends bytes that all come from one place. */
    void append(byte[] from, int start, int end, int source) {
        int length = end - start;
        if (size + length > bytes.length) {
            grow(length);
        }
        System.arraycopy(from, start, bytes, size, length);
        if (tracing) {
            Arrays.fill(sources, size, size + length, source);
        }
        size += length;
    }

    private void grow(int more) {
        int needed = Math.addExact(size, more);
        int capacity = (int) Math.max(needed, Math.min(Integer.MAX_VALUE - 9L, bytes.length * 2L));
        bytes = Arrays.copyOf(bytes, capacity);
        if (tracing) {
            sources = Arrays.copyOf(sources, capacity + 1);
        }
    }

    boolean endsWith(byte[] suffix) {
        return size >= suffix.length && Arrays.equals(bytes, size - suffix.length, size, suffix, 0, suffix.length);
    }

    /** Takes bytes off the end, and gives the source of the first of them; 0 without sources. */
    int cut(int length) {
        size -= length;
        return tracing ? sources[size] : 0;
    }

    /** Says what the end of the normalized text comes from. */
    void end(int source) {
        if (tracing) {
            sources[size] = source;
        }
    }

    /** The array itself: text up to {@link #size()}. */
    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    /** The source of a byte, or of the end. */
    int source(int index) {
        return sources[index];
    }

    /** Lets go of memory that only a long text needs. */
    void release() {
        if (bytes.length > KEPT_CAPACITY) {
            bytes = new byte[FIRST_CAPACITY];
            sources = new int[0];
        }
    }
}
