package io.tokenloom.text.mode;

import io.tokenloom.text.split.Splitter;

/** The ends that a splitter gives, asked for by the hundred. Not thread-safe. */
final class GivenEnds implements TextBounds {
    private static final int ROOM = 256;

    private final Splitter splitter;
    private final int[] ends = new int[ROOM];
    private int count;
    private int taken;
    private int expected = -1;

    GivenEnds(Splitter splitter) {
        this.splitter = splitter;
    }

    @Override
    public int next(byte[] utf8, int from, int to) {
        if (taken == count || expected != from) {
            count = splitter.split(utf8, from, to, true, ends);
            taken = 0;
        }
        int end = ends[taken++];
        // The next text may begin where this one ended, in another array.
        expected = end == to ? -1 : end;
        return end;
    }
}
