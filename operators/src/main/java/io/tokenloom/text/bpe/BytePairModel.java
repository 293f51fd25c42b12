package io.tokenloom.text.bpe;

import io.tokenloom.text.TokenTable;
import io.tokenloom.text.piece.PieceEncoder;
import io.tokenloom.text.piece.PieceModel;
import io.tokenloom.text.split.Splitter;
import java.util.Optional;

/** Byte pair encoding. Thread-safe: immutable. */
public final class BytePairModel implements PieceModel {
    private static final FirstSymbols.Bytes BYTES = new FirstSymbols.Bytes();

    private final TokenTable tokens;
    private final FirstSymbols symbols;
    private final Vocabulary vocabulary;

    private BytePairModel(TokenTable tokens, FirstSymbols symbols, Vocabulary vocabulary) {
        this.tokens = tokens;
        this.symbols = symbols;
        this.vocabulary = vocabulary;
    }

    /**
     * Byte pair encoding from ranks, which are the ids, as tiktoken does it: a piece that is a token is that token;
     * otherwise, again and again, the neighbours whose bytes together are the token of the lowest rank become it, the
     * leftmost first.
     *
     * @param ranks without control tokens
     * @throws io.tokenloom.text.TokenizerFileException when a single byte has no token, or there are more than 2,097,152
     */
    public static BytePairModel ofRanks(TokenTable ranks) {
        return new BytePairModel(ranks, BYTES, RankedMerges.read(ranks));
    }

    /**
     * Byte pair encoding from a list of merges, as in a tokenizer.json: again and again the neighbours that come first in
     * the list become one token, the leftmost first.
     *
     * @throws io.tokenloom.text.TokenizerFileException when merges do not fit the tokens or are in the list twice, when a
     *     single byte has no token though bytes are the first symbols, or when there are more than 2,097,152 tokens
     */
    public static BytePairModel ofMerges(BytePairVocabulary vocabulary) {
        return new BytePairModel(vocabulary.tokens(), vocabulary.firstSymbols(), ListedMerges.read(vocabulary));
    }

    @Override
    public PieceEncoder newEncoder() {
        UnknownCharacters unknown = symbols instanceof FirstSymbols.Characters characters
                ? new UnknownCharacters(vocabulary, characters)
                : null;
        return new BytePairEncoder(vocabulary, unknown);
    }

    @Override
    public TokenTable tokens() {
        return tokens;
    }

    @Override
    public boolean spellsPieces() {
        return !(symbols instanceof FirstSymbols.Characters characters) || characters.byteTokens().length > 0;
    }

    /**
     * For a tokenizer that splits nothing: cuts text where no merge can reach across, so that pieces are short and can be
     * remembered, and so that text that goes on has pieces that are certain. It takes the place of a splitter that gives
     * all of a text as one piece. Given for {@link FirstSymbols.Characters} alone.
     */
    public Optional<Splitter> boundaries() {
        return symbols instanceof FirstSymbols.Characters characters
                ? Optional.of(MergeBoundaries.of(tokens, characters))
                : Optional.empty();
    }
}
