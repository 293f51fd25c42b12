package io.tokenloom.text.items;

import io.tokenloom.text.split.Splitter;

/** One call of the splitter. Not thread-safe. */
final class ItemStretch {
    private static final int BATCH = 16;

    /** How far the next item is sought before the base is asked what is certain without it, in bytes. */
    private static final int WINDOW = 256;

    private final Splitter base;
    private final byte[] utf8;
    private final int to;
    private final boolean last;
    private final int[] ends;
    private final int[] pieces = new int[BATCH];
    private int count;
    private int window = WINDOW;

    ItemStretch(Splitter base, byte[] utf8, int to, boolean last, int[] ends) {
        this.base = base;
        this.utf8 = utf8;
        this.to = to;
        this.last = last;
        this.ends = ends;
    }

    int from(int start) {
        int at = start;
        while (at < to && count < ends.length) {
            int limit = to - at <= window ? to : characterStart(at + window);
            int item = Items.next(utf8, at, limit);
            int end = item == limit ? Items.UNCERTAIN : Items.end(utf8, item, to, last);
            int next;
            if (item == at) {
                if (end == Items.UNCERTAIN) {
                    return count;
                }
                ends[count++] = end;
                next = end;
            } else if (end != Items.UNCERTAIN) {
                next = give(at, base.split(utf8, at, end, true, pieces), item, end);
            } else {
                // No item near, or one that may go on: only what is certain without it, and nothing into it.
                boolean whole = last && limit == to;
                next = give(at, base.split(utf8, at, limit, whole, pieces), item, Items.UNCERTAIN);
            }
            if (next == at && limit == to) {
                return count;
            }
            window = next == at ? 2 * window : WINDOW;
            at = next;
        }
        return count;
    }

    private int characterStart(int at) {
        int start = at;
        while ((utf8[start] & 0xC0) == 0x80) {
            start--;
        }
        return start;
    }

    /**
     * Gives pieces of the base as far as there is room, and gives the index behind the last. The piece that reaches into
     * the item ends with it and its marks, and is not given if that end is not certain.
     */
    private int give(int from, int pieceCount, int item, int itemEnd) {
        int at = from;
        for (int i = 0; i < pieceCount && count < ends.length; i++) {
            int end = pieces[i] < 0 ? ~pieces[i] : pieces[i];
            if (end > item) {
                if (itemEnd == Items.UNCERTAIN) {
                    return at;
                }
                ends[count++] = itemEnd;
                return itemEnd;
            }
            ends[count++] = pieces[i];
            at = end;
        }
        return at;
    }
}
