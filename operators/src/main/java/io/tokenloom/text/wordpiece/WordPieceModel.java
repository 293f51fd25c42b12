package io.tokenloom.text.wordpiece;

import io.tokenloom.text.TokenBuffer;
import io.tokenloom.text.TokenTable;
import io.tokenloom.text.TokenizerFileException;
import io.tokenloom.text.piece.PieceEncoder;
import io.tokenloom.text.piece.PieceModel;
import io.tokenloom.text.trie.ByteTrie;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/**
 * WordPiece as BERT has it: the longest token that the word begins with, then the longest that the rest begins with among
 * tokens marked as continuing, and so on. A word that this does not lead through, or that is too long, is the unknown
 * token as a whole. Ids equal those of Hugging Face's {@code WordPiece}. Thread-safe: immutable.
 *
 * <p>The continuing tokens are the part of one trie that lies behind their prefix. For each token at most as many bytes
 * are looked at as the longest token has, so time is linear in the word whatever it holds.
 */
public final class WordPieceModel implements PieceModel {
    private final ByteTrie trie;
    private final long continuing;
    private final int unknownId;
    private final int maxCharacters;
    private final TokenTable tokens;

    /**
     * @param pieces the text of each id in UTF-8, null where an id is not in use; of a text that comes twice, the later
     *     id is found
     * @param continuingPrefix {@code continuing_subword_prefix}; may be empty
     * @param unknownToken {@code unk_token}
     * @param maxCharacters {@code max_input_chars_per_word}: a word of more code points is unknown
     * @param notFromText ids that no text leads to although it spells them: control tokens
     * @throws TokenizerFileException when the unknown token is not in the vocabulary
     */
    public WordPieceModel(
            byte[][] pieces, String continuingPrefix, String unknownToken, int maxCharacters, BitSet notFromText) {
        this.unknownId = Pieces.require(pieces, unknownToken, "WordPiece");
        this.trie = ByteTrie.of(Pieces.without(pieces, notFromText));
        byte[] prefix = continuingPrefix.getBytes(StandardCharsets.UTF_8);
        this.continuing = trie.walk(trie.root(), prefix, 0, prefix.length);
        this.maxCharacters = maxCharacters;
        this.tokens = TokenTable.of(pieces);
    }

    @Override
    public PieceEncoder newEncoder() {
        return this::encode;
    }

    /** Ids and their text, the prefix of continuing tokens included. */
    @Override
    public TokenTable tokens() {
        return tokens;
    }

    @Override
    public boolean spellsPieces() {
        return false;
    }

    private void encode(byte[] utf8, int from, int to, TokenBuffer out) {
        int before = out.size();
        int at = from;
        boolean known = !isTooLong(utf8, from, to);
        while (known && at < to) {
            long node = at == from ? trie.root() : continuing;
            int id = ByteTrie.NO_VALUE;
            int end = at;
            for (int i = at; i < to && node != ByteTrie.NONE; i++) {
                node = trie.child(node, utf8[i]);
                if (node != ByteTrie.NONE && ByteTrie.value(node) != ByteTrie.NO_VALUE) {
                    id = ByteTrie.value(node);
                    end = i + 1;
                }
            }
            known = id != ByteTrie.NO_VALUE;
            if (known) {
                out.add(id, at, end);
                at = end;
            }
        }
        if (!known) {
            out.truncate(before);
            out.add(unknownId, from, to);
        }
    }

    private boolean isTooLong(byte[] utf8, int from, int to) {
        if (to - from <= maxCharacters) {
            return false;
        }
        int characters = 0;
        for (int i = from; i < to && characters <= maxCharacters; i++) {
            characters += (utf8[i] & 0xC0) == 0x80 ? 0 : 1;
        }
        return characters > maxCharacters;
    }
}
