package io.tokenloom.text.sentencepiece;

import io.tokenloom.text.TokenTable;
import io.tokenloom.text.trie.ByteTrie;
import io.tokenloom.text.unigram.BytePieces;

/**
 * The pieces of a model that is no unigram model, as its encoders need them. Thread-safe: its arrays are never changed.
 *
 * @param trie of the pieces that are found in text
 * @param byteIds the token of each byte; null without byte fallback
 * @param tokens ids and what they stand for
 */
record SentencePieceVocabulary(ByteTrie trie, int unknownId, int[] byteIds, TokenTable tokens) {
    static SentencePieceVocabulary of(SentencePieceFile file) {
        byte[][] pieces = file.pieces();
        byte[][] keys = pieces.clone();
        PieceType[] types = file.types();
        int[] byteIds = file.byteFallback() ? BytePieces.find(pieces) : null;
        for (int id = 0; id < types.length; id++) {
            if (!types[id].isInText()) {
                keys[id] = null;
            }
            if (types[id] == PieceType.BYTE) {
                pieces[id] = new byte[] {(byte) BytePieces.parse(pieces[id])};
            }
        }
        return new SentencePieceVocabulary(ByteTrie.of(keys), file.unknownId(), byteIds, TokenTable.of(pieces));
    }

    PieceWriter newWriter() {
        return new PieceWriter(unknownId, byteIds);
    }
}
