package io.tokenloom.cli.tokens;

import io.tokenloom.cli.CommandException;
import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.reader.records.DeadLetter;
import io.tokenloom.reader.records.DeadLetterItems;
import io.tokenloom.reader.records.RecordHeaders;
import io.tokenloom.token.TokenValueReader;
import io.tokenloom.wire.HeaderNames;
import io.tokenloom.wire.SchemaSource;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Finds out what records are. Not thread-safe. */
final class ShownReader {
    private final TokenValueReader tokens;
    private final DeadLetterItems items;

    /** Reads with these schemas, which stay the caller's to close. */
    ShownReader(SchemaSource schemas) {
        this.tokens = new TokenValueReader(schemas);
        this.items = new DeadLetterItems(schemas);
    }

    /**
     * Looks at a record.
     *
     * @throws CommandException "unreachable" if the schema registry does not answer
     */
    Shown read(ConsumerRecord<byte[], byte[]> read) {
        Optional<DeadLetter> letter = DeadLetter.of(read);
        if (letter.isPresent()) {
            return new Shown.Letter(read, letter.get(), items.id(read, letter.get()));
        }
        if (read.value() == null) {
            return new Shown.Skipped(
                    read, RecordHeaders.text(read, HeaderNames.TOMBSTONE_SOURCE).orElse(""));
        }
        try {
            return new Shown.Tokens(read, tokens.read(read.value()));
        } catch (TokenizationException e) {
            if (e.code() == FailureCode.SCHEMA_UNAVAILABLE) {
                throw CommandException.unreachable(e.getMessage(), e);
            }
            return new Shown.Unreadable(read, e.getMessage());
        }
    }
}
