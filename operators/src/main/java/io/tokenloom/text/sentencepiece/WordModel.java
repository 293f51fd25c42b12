package io.tokenloom.text.sentencepiece;

import io.tokenloom.text.TokenBuffer;
import io.tokenloom.text.TokenTable;
import io.tokenloom.text.piece.PieceEncoder;
import io.tokenloom.text.piece.PieceModel;
import io.tokenloom.text.trie.ByteTrie;

/** SentencePiece's model of words: each stretch from one U+2581 to the next is a piece, or unknown. Thread-safe. */
record WordModel(SentencePieceVocabulary vocabulary) implements PieceModel {
    @Override
    public PieceEncoder newEncoder() {
        PieceWriter writer = vocabulary.newWriter();
        return (utf8, from, to, out) -> encode(utf8, from, to, out, writer);
    }

    @Override
    public TokenTable tokens() {
        return vocabulary.tokens();
    }

    @Override
    public boolean spellsPieces() {
        return vocabulary.byteIds() != null;
    }

    private void encode(byte[] utf8, int from, int to, TokenBuffer out, PieceWriter writer) {
        writer.begin(out);
        for (int at = from; at < to; ) {
            int end = at + 1;
            while (end < to && !isSpaceSymbol(utf8, end, to)) {
                end++;
            }
            int id = vocabulary.trie().find(utf8, at, end);
            if (id == ByteTrie.NO_VALUE) {
                writer.unknown(utf8, at, end);
            } else {
                writer.token(id, at, end);
            }
            at = end;
        }
    }

    private static boolean isSpaceSymbol(byte[] utf8, int at, int to) {
        byte[] symbol = SentencePieceNormalizer.SPACE_SYMBOL;
        return to - at >= symbol.length
                && utf8[at] == symbol[0]
                && utf8[at + 1] == symbol[1]
                && utf8[at + 2] == symbol[2];
    }
}
