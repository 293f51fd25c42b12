package io.tokenloom.text.wordpiece;

import io.tokenloom.text.TokenBuffer;
import io.tokenloom.text.TokenTable;
import io.tokenloom.text.TokenizerFileException;
import io.tokenloom.text.piece.PieceEncoder;
import io.tokenloom.text.piece.PieceModel;
import io.tokenloom.text.trie.ByteTrie;
import java.util.BitSet;

/** Each piece is a token as a whole, or unknown: Hugging Face's {@code WordLevel}. Thread-safe: immutable. */
public final class WordLevelModel implements PieceModel {
    private final ByteTrie trie;
    private final int unknownId;
    private final TokenTable tokens;

    /**
     * @param pieces the text of each id in UTF-8, null where an id is not in use; of a text that comes twice, the later
     *     id is found
     * @param unknownToken {@code unk_token}
     * @param notFromText ids that no text leads to although it spells them: control tokens
     * @throws TokenizerFileException when the unknown token is not in the vocabulary
     */
    public WordLevelModel(byte[][] pieces, String unknownToken, BitSet notFromText) {
        this.unknownId = Pieces.require(pieces, unknownToken, "WordLevel");
        this.trie = ByteTrie.of(Pieces.without(pieces, notFromText));
        this.tokens = TokenTable.of(pieces);
    }

    @Override
    public PieceEncoder newEncoder() {
        return this::encode;
    }

    @Override
    public TokenTable tokens() {
        return tokens;
    }

    @Override
    public boolean spellsPieces() {
        return false;
    }

    private void encode(byte[] utf8, int from, int to, TokenBuffer out) {
        int id = trie.find(utf8, from, to);
        out.add(id == ByteTrie.NO_VALUE ? unknownId : id, from, to);
    }
}
