package io.tokenloom.archive.lines;

import java.util.Arrays;

/** A growing list of ids. Not thread-safe. */
final class IdList {
    private int[] ids;
    private int size;

    IdList() {
        this(1024);
    }

    /** @param room for so many at first; at least 1 */
    IdList(int room) {
        this.ids = new int[room];
    }

    void add(int id) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, 2 * size);
        }
        ids[size++] = id;
    }

    /** Adds in[from, to). */
    void addAll(int[] in, int from, int to) {
        if (size + to - from > ids.length) {
            ids = Arrays.copyOf(ids, 2 * (size + to - from));
        }
        System.arraycopy(in, from, ids, size, to - from);
        size += to - from;
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    int get(int index) {
        return ids[index];
    }

    /** All of them, and room behind; good until the next addition. */
    int[] array() {
        return ids;
    }

    /** All of them; the list is not to be used any more. */
    int[] take() {
        return size == ids.length ? ids : Arrays.copyOf(ids, size);
    }
}
