package io.tokenloom.archive.lines;

import java.util.Arrays;

/**
 * Some items' token ids, one after the other.
 *
 * @param ids of all items
 * @param ends where each item's ids end, rising; the last is the number of ids
 */
public record TokenBlock(int[] ids, int[] ends) {
    /** @throws IllegalArgumentException if the ends do not rise to the number of ids */
    public TokenBlock {
        int last = 0;
        for (int end : ends) {
            if (end < last) {
                throw new IllegalArgumentException("an item ends at " + end + ", before it begins at " + last);
            }
            last = end;
        }
        if (last != ids.length) {
            throw new IllegalArgumentException("the last item ends at " + last + " of " + ids.length + " ids");
        }
    }

    /** How many items. */
    public int items() {
        return ends.length;
    }

    /** A copy of one item's ids. */
    public int[] item(int index) {
        return Arrays.copyOfRange(ids, index == 0 ? 0 : ends[index - 1], ends[index]);
    }
}
