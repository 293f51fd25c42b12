package io.tokenloom.archive.search;

import java.util.Arrays;

/** The distinct ids of some tokens. Thread-safe: immutable. */
public final class IdSet {
    private final int[] rising;

    private IdSet(int[] rising) {
        this.rising = rising;
    }

    /** Of ids each of which is greater than the one before; the array is not copied. */
    public static IdSet ofRising(int[] ids) {
        return new IdSet(ids);
    }

    /** Whether an id is among them. */
    public boolean has(int id) {
        return Arrays.binarySearch(rising, id) >= 0;
    }

    int size() {
        return rising.length;
    }

    int id(int index) {
        return rising[index];
    }
}
