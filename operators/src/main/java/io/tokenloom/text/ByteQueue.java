package io.tokenloom.text;

/** Bytes that come at the end and go at the front, in one array that is used again. Not thread-safe. */
final class ByteQueue {
    private byte[] bytes = new byte[256];
    private int from;
    private int to;

    int size() {
        return to - from;
    }

    /** The array; the bytes lie from {@link #from()} on. Both change when bytes are added or removed. */
    byte[] array() {
        return bytes;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    void add(byte[] more, int offset, int length) {
        makeRoom(length);
        System.arraycopy(more, offset, bytes, to, length);
        to += length;
    }

    /** Takes so many bytes off the front. */
    void remove(int count) {
        from += count;
        if (from == to) {
            from = 0;
            to = 0;
        }
    }

    /** Takes so many bytes off the end. */
    void removeLast(int count) {
        to -= count;
    }

    private void makeRoom(int more) {
        if (bytes.length - to >= more) {
            return;
        }
        int size = size();
        int needed = Math.addExact(size, more);
        // Moving to the front is worth it only when much was removed: then each byte is moved about once.
        byte[] target = needed <= bytes.length / 2 ? bytes : new byte[capacity(needed)];
        System.arraycopy(bytes, from, target, 0, size);
        bytes = target;
        from = 0;
        to = size;
    }

    private int capacity(int needed) {
        return (int) Math.max(needed, Math.min(Integer.MAX_VALUE - 8L, bytes.length + (bytes.length >> 1)));
    }
}
