package io.tokenloom.text.tiktoken;

import io.tokenloom.text.ControlToken;
import io.tokenloom.text.TokenTable;
import io.tokenloom.text.TokenizerFileException;
import io.tokenloom.text.bpe.BytePairModel;
import java.util.List;

/**
 * The content of a {@code .tiktoken} file: per line the token in Base64, a space, its rank, which is its id. With a
 * splitter it makes a tokenizer. Thread-safe: immutable.
 *
 * @param model byte pair encoding of pieces
 * @param tokens what ids stand for, control tokens included
 */
public record TiktokenFile(BytePairModel model, TokenTable tokens) {
    /**
     * Reads a file.
     *
     * @param controlTokens each with its id; text never becomes one
     * @throws TokenizerFileException with all mistakes in the file and the control tokens, up to 20
     */
    public static TiktokenFile read(byte[] file, List<ControlToken> controlTokens) {
        RankReader reader = new RankReader(file);
        TokenTable ranks = reader.read();
        TokenTable tokens = reader.withControls(ranks, controlTokens);
        reader.throwIfAny();
        try {
            return new TiktokenFile(BytePairModel.ofRanks(ranks), tokens);
        } catch (TokenizerFileException e) {
            throw reader.mistakes(e);
        }
    }
}
