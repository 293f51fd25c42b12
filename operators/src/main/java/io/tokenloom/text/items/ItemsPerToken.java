package io.tokenloom.text.items;

import io.tokenloom.text.StrictUtf8;
import io.tokenloom.text.TokenTable;

/**
 * How many items, letters and decimal digits, tokens hold. An item counts for the token that has its first byte. Thread-safe:
 * immutable.
 *
 * @param tokens all tokens
 * @param itemTokens tokens with one item or more
 * @param items all items
 * @param maximum the most items in one token
 */
public record ItemsPerToken(long tokens, long itemTokens, long items, int maximum) {
    /** Of no token. */
    public static final ItemsPerToken NONE = new ItemsPerToken(0, 0, 0, 0);

    /**
     * Counts the items of a token sequence.
     *
     * @throws IllegalArgumentException when an id is not in the table
     */
    public static ItemsPerToken of(TokenTable table, int[] ids) {
        return of(table.concatenate(ids), table.ends(ids));
    }

    /**
     * Counts the items of a text in tokens.
     *
     * @param text UTF-8; bytes that are no character are no items
     * @param ends index behind the bytes of each token
     */
    public static ItemsPerToken of(byte[] text, int[] ends) {
        long itemTokens = 0;
        long items = 0;
        int maximum = 0;
        int at = 0;
        for (int end : ends) {
            int inToken = 0;
            while (at < end) {
                int codePoint = StrictUtf8.codePoint(text, at, text.length);
                inToken += codePoint >= 0 && Items.isItem(codePoint) ? 1 : 0;
                at += codePoint < 0 ? 1 : StrictUtf8.length(codePoint);
            }
            itemTokens += inToken > 0 ? 1 : 0;
            items += inToken;
            maximum = Math.max(maximum, inToken);
        }
        return new ItemsPerToken(ends.length, itemTokens, items, maximum);
    }

    /** Both together. */
    public ItemsPerToken plus(ItemsPerToken other) {
        return new ItemsPerToken(
                tokens + other.tokens,
                itemTokens + other.itemTokens,
                items + other.items,
                Math.max(maximum, other.maximum));
    }

    /** Items in a token that holds any, on average; 0 if none does. */
    public double mean() {
        return itemTokens == 0 ? 0 : (double) items / itemTokens;
    }
}
