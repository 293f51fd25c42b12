package io.tokenloom.text.pipeline;

import io.tokenloom.text.Utf8;
import io.tokenloom.text.normalize.NormalizedText;

/**
 * Turns every space into a visible character, mostly U+2581, and puts one in front of pieces. Thread-safe: immutable.
 *
 * @param replacement the visible character
 * @param prefix which pieces get one in front, if they do not begin with it
 */
public record VisibleSpaces(int replacement, Prefix prefix) implements PieceRewrite {
    /** Which pieces get a visible space in front. */
    public enum Prefix {
        /** All of them. */
        ALWAYS,
        /** The one at the start of the text. */
        FIRST,
        /** None. */
        NEVER
    }

    @Override
    public boolean needsStart() {
        return prefix == Prefix.FIRST;
    }

    @Override
    public void rewrite(NormalizedText text, int from, int to, boolean first) {
        byte[] source = text.source();
        boolean begins = source[from] == ' ' || Utf8.codePoint(source, from) == replacement;
        if (!begins && (prefix == Prefix.ALWAYS || prefix == Prefix.FIRST && first)) {
            text.prepend(replacement);
        }
        for (int i = from; i < to; i++) {
            if (source[i] == ' ') {
                text.copyTo(i);
                text.replace(replacement);
            }
        }
        text.copyTo(to);
    }
}
