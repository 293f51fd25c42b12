package io.tokenloom.text.pipeline;

import io.tokenloom.text.normalize.NormalizedText;

/** Puts a space in front of each piece that does not begin with one. Thread-safe: constant. */
public enum SpaceInFront implements PieceRewrite {
    /** The only one. */
    INSTANCE;

    @Override
    public void rewrite(NormalizedText text, int from, int to, boolean first) {
        if (text.source()[from] != ' ') {
            text.prepend(' ');
        }
        text.copyTo(to);
    }
}
