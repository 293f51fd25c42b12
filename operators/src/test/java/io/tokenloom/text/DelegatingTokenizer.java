package io.tokenloom.text;

import java.util.Map;

/** Another tokenizer as it is; a base for tests that change one thing about it. Does not close it. */
class DelegatingTokenizer implements TextTokenizer {
    private final TextTokenizer tokenizer;

    DelegatingTokenizer(TextTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    @Override
    public int vocabularySize() {
        return tokenizer.vocabularySize();
    }

    @Override
    public int[] encode(byte[] utf8, int offset, int length) {
        return tokenizer.encode(utf8, offset, length);
    }

    @Override
    public int[] encode(CharSequence text) {
        return tokenizer.encode(text);
    }

    @Override
    public void encode(byte[] utf8, int offset, int length, TokenBuffer out) {
        tokenizer.encode(utf8, offset, length, out);
    }

    @Override
    public int count(byte[] utf8, int offset, int length) {
        return tokenizer.count(utf8, offset, length);
    }

    @Override
    public int encodeUpTo(int maxTokens, byte[] utf8, int offset, int length, TokenBuffer out) {
        return tokenizer.encodeUpTo(maxTokens, utf8, offset, length, out);
    }

    @Override
    public int encodeDecided(byte[] utf8, int offset, int length, TokenBuffer out) {
        return tokenizer.encodeDecided(utf8, offset, length, out);
    }

    @Override
    public byte[] decode(int[] ids) {
        return tokenizer.decode(ids);
    }

    @Override
    public int[] byteEnds(int[] ids) {
        return tokenizer.byteEnds(ids);
    }

    @Override
    public boolean lossless() {
        return tokenizer.lossless();
    }

    @Override
    public Map<String, Integer> controlTokens() {
        return tokenizer.controlTokens();
    }

    @Override
    public CutRule cutRule() {
        return tokenizer.cutRule();
    }

    @Override
    public void close() {
        // Belongs to another.
    }
}
