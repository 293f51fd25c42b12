package io.tokenloom.text.huggingface;

import io.tokenloom.text.Utf8;
import io.tokenloom.text.charsmap.NormalizedOutput;
import io.tokenloom.text.charsmap.PrecompiledCharsMap;
import io.tokenloom.text.normalize.NormalizedText;
import io.tokenloom.text.normalize.Normalizer;

/**
 * A precompiled map of SentencePiece as the reference applies it, grapheme by grapheme. Thread-safe: immutable.
 *
 * @param map what becomes of what
 */
record Precompiled(PrecompiledCharsMap map) implements Normalizer {
    @Override
    public boolean leaves(byte[] utf8, int from, int to) {
        Change change = new Change();
        map.normalizeByGrapheme(utf8, from, to, change);
        return !change.found;
    }

    @Override
    public void normalize(NormalizedText text) {
        text.rewrite();
        map.normalizeByGrapheme(text.source(), 0, text.sourceLength(), new Output(text));
    }

    /** Sees whether anything is replaced. */
    private static final class Change implements NormalizedOutput {
        private boolean found;

        @Override
        public void copy(byte[] utf8, int from, int to) {
            // Unchanged.
        }

        @Override
        public void replace(byte[] bytes, int from, int to, int sourceFrom, int sourceTo) {
            found = true;
        }
    }

    /** Writes character for character as far as there are both, as the reference aligns them. */
    private record Output(NormalizedText text) implements NormalizedOutput {
        @Override
        public void copy(byte[] utf8, int from, int to) {
            text.copyTo(to);
        }

        @Override
        public void replace(byte[] bytes, int from, int to, int sourceFrom, int sourceTo) {
            int oldAt = sourceFrom;
            for (int at = from; at < to; at += Utf8.length(bytes[at])) {
                int codePoint = Utf8.codePoint(bytes, at);
                if (oldAt < sourceTo) {
                    oldAt += Utf8.length(text.source()[oldAt]);
                    text.replace(codePoint);
                } else {
                    text.insert(codePoint);
                }
            }
            text.skip(sourceTo - oldAt);
        }
    }
}
