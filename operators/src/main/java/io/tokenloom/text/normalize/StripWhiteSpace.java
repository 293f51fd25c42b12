package io.tokenloom.text.normalize;

import io.tokenloom.text.Utf8;

/**
 * Leaves white space out at the start, at the end, or both. Thread-safe: immutable.
 *
 * @param left at the start
 * @param right at the end
 */
public record StripWhiteSpace(boolean left, boolean right) implements Normalizer {
    private static final CharacterClass WHITE_SPACE = CharacterClass.of("[:White_Space:]");

    @Override
    public boolean leaves(byte[] utf8, int from, int to) {
        return from == to
                || !(left && WHITE_SPACE.at(utf8, from)) && !(right && WHITE_SPACE.at(utf8, Utf8.before(utf8, to)));
    }

    @Override
    public void normalize(NormalizedText text) {
        text.rewrite();
        byte[] source = text.source();
        int from = 0;
        int to = text.sourceLength();
        while (left && from < to && WHITE_SPACE.at(source, from)) {
            from += Utf8.length(source[from]);
        }
        while (right && from < to && WHITE_SPACE.at(source, Utf8.before(source, to))) {
            to = Utf8.before(source, to);
        }
        text.skip(from);
        text.copyTo(to);
    }
}
