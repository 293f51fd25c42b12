package io.tokenloom.text.normalize;

/**
 * Puts characters in front of every text that is not empty; they stand for the first character. Thread-safe: immutable.
 *
 * @param prefix what is put in front
 */
public record Prepend(String prefix) implements Normalizer {
    @Override
    public boolean leaves(byte[] utf8, int from, int to) {
        return from == to || prefix.isEmpty();
    }

    @Override
    public void normalize(NormalizedText text) {
        text.rewrite();
        if (text.sourceLength() > 0) {
            prefix.codePoints().forEach(text::prepend);
        }
        text.copyTo(text.sourceLength());
    }
}
