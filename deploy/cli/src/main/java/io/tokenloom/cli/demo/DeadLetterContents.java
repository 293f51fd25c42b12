package io.tokenloom.cli.demo;

import io.tokenloom.claim.ClaimCheck;
import io.tokenloom.claim.ClaimStore;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.reader.records.RecordHeaders;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Contents of dead letters that lie elsewhere.
 *
 * @param claims where; empty if all contents are in their records
 */
record DeadLetterContents(Optional<ClaimStore> claims) {
    /** The content that a claim check stands for, if there is one; a check that is damaged stands for itself. */
    Optional<byte[]> claimed(ConsumerRecord<byte[], byte[]> read, int mostBytes) {
        if (claims.isEmpty()) {
            return Optional.empty();
        }
        try {
            Optional<ClaimCheck> check = ClaimCheck.in(name -> RecordHeaders.text(read, name));
            return check.isPresent() ? Optional.of(claims.get().get(check.get(), mostBytes)) : Optional.empty();
        } catch (TokenizationException e) {
            return Optional.of(read.value());
        }
    }
}
