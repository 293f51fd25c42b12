package io.tokenloom.text.library;

import io.tokenloom.text.TextTokenizer;
import io.tokenloom.text.TokenBuffer;
import io.tokenloom.text.Utf8Text;

/** A tokenizer by a library that turns a string into ids and can do no more: all other ways of encoding come from that. */
abstract class LibraryTokenizer implements TextTokenizer {

    /** Encodes a string without lone surrogates; a control token that it spells is ordinary text. */
    abstract int[] ordinary(String text);

    @Override
    public int[] encode(byte[] utf8, int offset, int length) {
        return ordinary(Utf8Text.decode(utf8, offset, length));
    }

    @Override
    public int[] encode(CharSequence text) {
        return ordinary(Utf8Text.replaceLoneSurrogates(text));
    }

    @Override
    public void encode(byte[] utf8, int offset, int length, TokenBuffer out) {
        int[] ids = encode(utf8, offset, length);
        add(ids, out.hasSpans() ? byteEnds(ids) : ids, ids.length, out);
    }

    @Override
    public int count(byte[] utf8, int offset, int length) {
        return encode(utf8, offset, length).length;
    }

    /** Encodes all of the text: the library knows no end before it. */
    @Override
    public int encodeUpTo(int maxTokens, byte[] utf8, int offset, int length, TokenBuffer out) {
        int[] ids = encode(utf8, offset, length);
        int[] ends = byteEnds(ids);
        int tokens = Math.min(maxTokens, ids.length);
        add(ids, ends, tokens, out);
        return tokens == ids.length ? length : tokens == 0 ? 0 : ends[tokens - 1];
    }

    private static void add(int[] ids, int[] ends, int tokens, TokenBuffer out) {
        for (int i = 0; i < tokens; i++) {
            out.add(ids[i], i == 0 ? 0 : ends[i - 1], ends[i]);
        }
    }
}
