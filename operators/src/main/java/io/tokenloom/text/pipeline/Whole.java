package io.tokenloom.text.pipeline;

import io.tokenloom.text.split.Splitter;

/** Cuts nothing. Thread-safe: constant. */
public enum Whole implements Splitter {
    /** The only one. */
    INSTANCE;

    @Override
    public int split(byte[] utf8, int from, int to, boolean last, int[] ends) {
        if (from == to || !last) {
            return 0;
        }
        ends[0] = to;
        return 1;
    }
}
