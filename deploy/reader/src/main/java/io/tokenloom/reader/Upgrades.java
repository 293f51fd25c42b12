package io.tokenloom.reader;

import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.reader.decode.EmbeddingContents;
import io.tokenloom.token.TokenContractException;
import io.tokenloom.token.TokenRecord;
import io.tokenloom.token.UpgradeRecords;
import java.util.Optional;

/**
 * Upgrades of parts.
 *
 * @param contents where numbers lie that are not in their records
 */
record Upgrades(EmbeddingContents contents) {
    /** The longer part of two that belong together, in either order; empty where none goes on where the other ends. */
    Optional<ItemPart> merged(ItemPart known, ItemPart next) {
        return joined(known, next).or(() -> joined(next, known));
    }

    private Optional<ItemPart> joined(ItemPart base, ItemPart upgrade) {
        TokenRecord first = base.record();
        TokenRecord tail = upgrade.record();
        if (tail.firstToken() == 0 || tail.firstToken() != first.firstToken() + first.count()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ItemPart(upgrade.address(), join(first, tail)));
        } catch (TokenContractException | TokenizationException | IllegalArgumentException e) {
            throw ReaderException.failed(
                    upgrade.address() + " is no upgrade to " + base.address() + ": " + e.getMessage(), e);
        }
    }

    private TokenRecord join(TokenRecord first, TokenRecord tail) {
        if (first instanceof TokenRecord.Ids base && tail instanceof TokenRecord.Ids upgrade) {
            return new TokenRecord.Ids(UpgradeRecords.merge(base.sequence(), upgrade.sequence()));
        }
        if (first instanceof TokenRecord.Vectors base && tail instanceof TokenRecord.Vectors upgrade) {
            return new TokenRecord.Vectors(
                    UpgradeRecords.merge(contents.whole(base.embeddings()), contents.whole(upgrade.embeddings())));
        }
        throw new TokenContractException("one has ids, the other vectors");
    }
}
