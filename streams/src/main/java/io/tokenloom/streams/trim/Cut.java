package io.tokenloom.streams.trim;

import io.tokenloom.token.TokenContractException;
import io.tokenloom.token.TokenRecord;
import io.tokenloom.token.TokenTrimming;

/** How far records are cut. Implementations are immutable. */
public sealed interface Cut {
    /**
     * The record, cut.
     *
     * @throws TokenContractException if its contract has no sequence as short as that
     */
    TokenRecord of(TokenRecord record);

    /**
     * The longest valid cut of at most so many tokens.
     *
     * @param most 1 or more
     */
    record Tokens(int most) implements Cut {
        @Override
        public TokenRecord of(TokenRecord record) {
            return record instanceof TokenRecord.Ids ids
                    ? new TokenRecord.Ids(TokenTrimming.toAtMost(ids.sequence(), most))
                    : new TokenRecord.Vectors(
                            TokenTrimming.toAtMost(((TokenRecord.Vectors) record).embeddings(), most));
        }
    }

    /**
     * The longest valid cut whose ids, packed, or numbers have at most so many bytes.
     *
     * @param most 1 or more
     */
    record Bytes(long most) implements Cut {
        @Override
        public TokenRecord of(TokenRecord record) {
            return record instanceof TokenRecord.Ids ids
                    ? new TokenRecord.Ids(TokenTrimming.toBytes(ids.sequence(), most))
                    : new TokenRecord.Vectors(TokenTrimming.toBytes(((TokenRecord.Vectors) record).embeddings(), most));
        }
    }

    /**
     * One level of nested ones, such as 9 or 36 tokens of 576 (Matryoshka): exactly so many tokens.
     *
     * @param tokens of the level
     */
    record Level(int tokens) implements Cut {
        @Override
        public TokenRecord of(TokenRecord record) {
            return record instanceof TokenRecord.Ids ids
                    ? new TokenRecord.Ids(TokenTrimming.toTokens(ids.sequence(), tokens))
                    : new TokenRecord.Vectors(
                            TokenTrimming.toTokens(((TokenRecord.Vectors) record).embeddings(), tokens));
        }
    }
}
