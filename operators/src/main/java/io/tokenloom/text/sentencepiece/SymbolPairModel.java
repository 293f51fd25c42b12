package io.tokenloom.text.sentencepiece;

import io.tokenloom.text.TokenTable;
import io.tokenloom.text.piece.PieceEncoder;
import io.tokenloom.text.piece.PieceModel;
import io.tokenloom.text.trie.ByteTrie;
import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * SentencePiece's byte pair encoding: of all neighbours that make a piece together, those whose piece has the highest
 * score are merged, the leftmost of equals, again and again. Unused pieces are taken apart as they were merged last.
 * Without merges it is SentencePiece's model of characters. Thread-safe: immutable.
 *
 * <p>It differs from byte pair encoding by a list of merges: any two neighbours that spell a piece merge, pieces of the
 * same score compare by their place, a character needs no piece of its own to be merged, user-defined pieces take no part,
 * and unused ones do. So it is a model of its own.
 */
final class SymbolPairModel implements PieceModel {
    private final SentencePieceVocabulary vocabulary;
    private final Symbols symbols;
    /** For each id its place among the scores, from the highest; equal scores share one. */
    private final int[] ranks;

    private final AdjacentCharacters mergeable = new AdjacentCharacters();
    private final BitSet unused;

    private SymbolPairModel(SentencePieceVocabulary vocabulary, Symbols symbols, int[] ranks, BitSet unused) {
        this.vocabulary = vocabulary;
        this.symbols = symbols;
        this.ranks = ranks;
        this.unused = unused;
    }

    static SymbolPairModel merging(SentencePieceFile file, Symbols symbols) {
        SymbolPairModel model = new SymbolPairModel(
                SentencePieceVocabulary.of(file), symbols, ranks(file.scores()), file.ids(PieceType.UNUSED));
        byte[][] pieces = file.pieces();
        PieceType[] types = file.types();
        for (int id = 0; id < pieces.length; id++) {
            if (types[id].isInText()) {
                model.mergeable.addAll(pieces[id]);
            }
        }
        return model;
    }

    static SymbolPairModel ofCharacters(SentencePieceFile file, Symbols symbols) {
        return new SymbolPairModel(SentencePieceVocabulary.of(file), symbols, new int[0], new BitSet());
    }

    private static int[] ranks(float[] scores) {
        int[] byScore = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(id -> -scores[id]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] ranks = new int[scores.length];
        for (int i = 1; i < byScore.length; i++) {
            boolean lower = scores[byScore[i]] != scores[byScore[i - 1]];
            ranks[byScore[i]] = ranks[byScore[i - 1]] + (lower ? 1 : 0);
        }
        return ranks;
    }

    /** Memory of an encoder: about 50 bytes for each character of a stretch in which merges may go on. */
    @Override
    public PieceEncoder newEncoder() {
        return new SymbolPairEncoder(this, vocabulary.newWriter());
    }

    @Override
    public TokenTable tokens() {
        return vocabulary.tokens();
    }

    @Override
    public boolean spellsPieces() {
        return vocabulary.byteIds() != null;
    }

    Symbols symbols() {
        return symbols;
    }

    ByteTrie trie() {
        return vocabulary.trie();
    }

    int rank(int id) {
        return ranks[id];
    }

    int vocabularySize() {
        return vocabulary.tokens().size();
    }

    boolean hasUnused() {
        return !unused.isEmpty();
    }

    boolean isUnused(int id) {
        return unused.get(id);
    }

    /**
     * Whether a merge may join what is left and right of a border between two characters. With unused pieces, how one is
     * taken apart depends on all merges of the text, so nothing is cut then.
     */
    boolean mayJoin(int left, int right) {
        return hasUnused() || mergeable.contains(left, right);
    }
}
