package io.tokenloom.text.items;

import io.tokenloom.text.split.Splitter;

/** Runs of what is not a space, with one space in front, and runs of spaces before that. */
final class WordSplitter implements Splitter {
    @Override
    public int split(byte[] utf8, int from, int to, boolean last, int[] ends) {
        int count = 0;
        int at = from;
        while (at < to && count < ends.length) {
            int spaces = at;
            while (spaces < to && utf8[spaces] == ' ') {
                spaces++;
            }
            int end = spaces;
            while (end < to && utf8[end] != ' ') {
                end++;
            }
            if (end == to && !last) {
                // A run of spaces is cut before its last one if a word follows, which may come.
                return count;
            }
            boolean word = end > spaces;
            ends[count++] = word && spaces - at > 1 ? spaces - 1 : word ? end : spaces;
            at = ends[count - 1];
        }
        return count;
    }
}
