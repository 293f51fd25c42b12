package io.tokenloom.text.normalize;

import java.util.Arrays;
import java.util.function.IntBinaryOperator;

/**
 * Characters of a decomposition that are put in order and composed (UAX 15), each with how it changes the count of
 * characters: 0 for one in the place of one, 1 for one more, -n for one in the place of n + 1. Not thread-safe.
 */
final class UnicodeSegment {
    private int[] codePoints = new int[32];
    private int[] classes = new int[32];
    private int[] changes = new int[32];
    private int size;

    void add(int codePoint, int combiningClass, int change) {
        if (size == codePoints.length) {
            codePoints = Arrays.copyOf(codePoints, 2 * size);
            classes = Arrays.copyOf(classes, 2 * size);
            changes = Arrays.copyOf(changes, 2 * size);
        }
        set(size++, codePoint, combiningClass, change);
    }

    private void set(int index, int codePoint, int combiningClass, int change) {
        codePoints[index] = codePoint;
        classes[index] = combiningClass;
        changes[index] = change;
    }

    /** Sorts each run of combining marks by class; equal ones keep their order. */
    void sort() {
        int from = 0;
        while (from < size) {
            if (classes[from] == 0) {
                from++;
                continue;
            }
            int to = from + 1;
            boolean sorted = true;
            while (to < size && classes[to] != 0) {
                sorted &= classes[to - 1] <= classes[to];
                to++;
            }
            if (!sorted) {
                sort(from, to);
            }
            from = to;
        }
    }

    /** By counting: a run may be as long as the text. */
    private void sort(int from, int to) {
        int[] next = new int[257];
        for (int i = from; i < to; i++) {
            next[classes[i] + 1]++;
        }
        for (int c = 1; c < next.length; c++) {
            next[c] += next[c - 1];
        }
        int[] c = Arrays.copyOfRange(codePoints, from, to);
        int[] k = Arrays.copyOfRange(classes, from, to);
        int[] d = Arrays.copyOfRange(changes, from, to);
        for (int i = 0; i < k.length; i++) {
            set(from + next[k[i]]++, c[i], k[i], d[i]);
        }
    }

    /** @param pairs gives the composition of two characters, or -1 */
    void compose(IntBinaryOperator pairs) {
        int out = 0;
        int starter = -1;
        int lastClass = -1;
        for (int i = 0; i < size; i++) {
            int combiningClass = classes[i];
            if (starter >= 0 && lastClass < combiningClass) {
                int pair = pairs.applyAsInt(codePoints[starter], codePoints[i]);
                if (pair >= 0) {
                    codePoints[starter] = pair;
                    changes[starter] += changes[i] - 1;
                    continue;
                }
            }
            if (combiningClass == 0) {
                starter = out;
                lastClass = -1;
            } else if (starter >= 0) {
                lastClass = combiningClass;
            }
            set(out++, codePoints[i], combiningClass, changes[i]);
        }
        size = out;
    }

    /** Writes the characters in the place of those that were decomposed, and empties this. */
    void writeTo(NormalizedText text) {
        for (int i = 0; i < size; i++) {
            if (changes[i] > 0) {
                text.insert(codePoints[i]);
            } else {
                text.replace(codePoints[i]);
                text.skipCharacters(-changes[i]);
            }
        }
        size = 0;
    }
}
