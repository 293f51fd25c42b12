package io.tokenloom.text.split;

import java.util.ArrayList;
import java.util.List;

/** Calls splitters in the ways that their callers may. */
final class Pieces {
    private Pieces() {}

    /** All ends that a splitter gives for a range, relative to its start. */
    static List<Integer> ends(Splitter splitter, byte[] utf8, int from, int to, boolean last, int capacity) {
        List<Integer> result = new ArrayList<>();
        int[] ends = new int[capacity];
        int at = from;
        int count;
        while ((count = splitter.split(utf8, at, to, last, ends)) > 0) {
            for (int i = 0; i < count; i++) {
                result.add(ends[i] - from);
            }
            at = ends[count - 1];
        }
        return result;
    }

    static boolean isCharacterStart(byte[] utf8, int i) {
        return i == utf8.length || (utf8[i] & 0xC0) != 0x80;
    }
}
