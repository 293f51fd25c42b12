package io.tokenloom.text.dynamic;

import io.tokenloom.text.split.Splitter;

/** Splits before every space and between a digit and something else. */
final class SpaceSplitter implements Splitter {
    @Override
    public int split(byte[] utf8, int from, int to, boolean last, int[] ends) {
        int count = 0;
        for (int at = from + 1; at < to && count < ends.length; at++) {
            if (utf8[at] == ' ' || isDigit(utf8[at]) != isDigit(utf8[at - 1])) {
                ends[count++] = at;
            }
        }
        if (last && from < to && count < ends.length) {
            ends[count++] = to;
        }
        return count;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
