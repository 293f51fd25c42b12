package io.tokenloom.text.items;

import io.tokenloom.text.split.Splitter;

/**
 * Cuts text so that no piece, and so no token, holds more than one item: a letter or a decimal digit, with the combining
 * marks behind it. What stands before an item is cut as the base splitter cuts it when the text ends behind the item: so a
 * space stays with its letter where the base joins them. No text is changed.
 *
 * <p>Thread-safe: immutable, if the base splitter is.
 */
public final class ItemSplitter implements Splitter {
    private final Splitter base;

    public ItemSplitter(Splitter base) {
        this.base = base;
    }

    @Override
    public boolean dropsStretches() {
        return base.dropsStretches();
    }

    @Override
    public int split(byte[] utf8, int from, int to, boolean last, int[] ends) {
        return new ItemStretch(base, utf8, to, last, ends).from(from);
    }
}
