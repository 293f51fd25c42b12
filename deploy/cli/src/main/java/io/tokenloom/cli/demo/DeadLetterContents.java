package io.tokenloom.cli.demo;

import io.tokenloom.claim.ClaimCheck;
import io.tokenloom.claim.ClaimStore;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.jobs.routes.Routes;
import io.tokenloom.reader.records.DeadLetter;
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

    /** Whether a record is a dead letter of an app that reads tokens, not of a route: it has no source's content. */
    static boolean isOfAnApp(ConsumerRecord<byte[], byte[]> read, Routes routes) {
        return DeadLetter.of(read)
                .filter(letter ->
                        !routes.sourceTopics().contains(letter.source().topic()))
                .isPresent();
    }
}
