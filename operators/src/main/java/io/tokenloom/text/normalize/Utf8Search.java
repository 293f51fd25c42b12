package io.tokenloom.text.normalize;

import java.util.Arrays;

/** Finds bytes in bytes. Thread-safe: holds nothing. */
public final class Utf8Search {
    private Utf8Search() {}

    /** Where {@code wanted}, which is not empty, is found first from an index on, or {@code to}. */
    public static int indexOf(byte[] wanted, byte[] utf8, int from, int to) {
        byte first = wanted[0];
        int last = to - wanted.length;
        for (int i = from; i <= last; i++) {
            if (utf8[i] == first
                    && (wanted.length == 1
                            || Arrays.equals(utf8, i + 1, i + wanted.length, wanted, 1, wanted.length))) {
                return i;
            }
        }
        return to;
    }
}
