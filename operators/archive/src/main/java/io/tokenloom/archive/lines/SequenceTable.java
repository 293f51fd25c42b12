package io.tokenloom.archive.lines;

import java.util.Arrays;

/** Numbers distinct sequences of ids in the order of their first appearance, from 0 on. Not thread-safe. */
final class SequenceTable {
    private static final int NONE = 0;

    private final IdList ids = new IdList();
    /** Sequence i lies from ends[i] to ends[i + 1]. */
    private int[] ends = new int[256];

    private int size;
    /** One more than the number of a sequence, by hash; open addressing. */
    private int[] places;

    /** @param bits logarithm of the places that there are room for at first */
    SequenceTable(Tables tables, int bits) {
        this.places = tables.take(bits);
    }

    int size() {
        return size;
    }

    int start(int sequence) {
        return ends[sequence];
    }

    int end(int sequence) {
        return ends[sequence + 1];
    }

    int length(int sequence) {
        return end(sequence) - start(sequence);
    }

    /** Of all sequences, by {@link #start} and {@link #end}. */
    int id(int at) {
        return ids.get(at);
    }

    /** Of all sequences, by {@link #start} and {@link #end}; good until the next addition. */
    int[] array() {
        return ids.array();
    }

    /** The number of in[from, to), or the next one to be given if it is new; nothing is added. */
    int find(int[] in, int from, int to) {
        int found = places[place(in, from, to)];
        return found == NONE ? size : found - 1;
    }

    /** The number of in[from, to), which is added if it is new. */
    int number(int[] in, int from, int to) {
        int place = place(in, from, to);
        if (places[place] != NONE) {
            return places[place] - 1;
        }
        for (int i = from; i < to; i++) {
            ids.add(in[i]);
        }
        if (size + 2 > ends.length) {
            ends = Arrays.copyOf(ends, 2 * ends.length);
        }
        ends[++size] = ids.size();
        places[place] = size;
        if (2 * size > places.length) {
            places = new int[2 * places.length];
            for (int i = 0; i < size; i++) {
                places[place(ids.array(), start(i), end(i))] = i + 1;
            }
        }
        return size - 1;
    }

    private int place(int[] in, int from, int to) {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = (hash ^ in[i]) * 0x9E3779B1;
            hash ^= hash >>> 15;
        }
        int mask = places.length - 1;
        int place = hash & mask;
        while (places[place] != NONE && !equal(places[place] - 1, in, from, to)) {
            place = place + 1 & mask;
        }
        return place;
    }

    /** Whether a sequence is in[from, to). */
    boolean equal(int sequence, int[] in, int from, int to) {
        return Arrays.equals(ids.array(), start(sequence), end(sequence), in, from, to);
    }
}
