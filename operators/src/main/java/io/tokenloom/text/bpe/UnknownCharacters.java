package io.tokenloom.text.bpe;

import io.tokenloom.text.TokenBuffer;
import io.tokenloom.text.Utf8;

/** What becomes of a character that has no token. Thread-safe: immutable. */
final class UnknownCharacters {
    private final Vocabulary vocabulary;
    private final FirstSymbols.Characters symbols;

    UnknownCharacters(Vocabulary vocabulary, FirstSymbols.Characters symbols) {
        this.vocabulary = vocabulary;
        this.symbols = symbols;
    }

    /** Encodes the character at {@code from}, or a run of unknown ones that is one token; returns where that ends. */
    int encode(byte[] utf8, int from, int to, TokenBuffer out) {
        int end = end(utf8, from);
        if (symbols.byteTokens().length > 0) {
            for (int i = from; i < end; i++) {
                out.add(symbols.byteTokens()[utf8[i] & 0xff], i, i + 1);
            }
            return end;
        }
        while (symbols.fuseUnknown() && end < to && vocabulary.longest(utf8, end, end(utf8, end)) == Vocabulary.NONE) {
            end = end(utf8, end);
        }
        out.add(symbols.unknown().getAsInt(), from, end);
        return end;
    }

    private static int end(byte[] utf8, int from) {
        return from + Utf8.length(utf8[from]);
    }
}
