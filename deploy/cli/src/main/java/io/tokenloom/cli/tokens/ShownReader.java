package io.tokenloom.cli.tokens;

import io.tokenloom.cli.CommandException;
import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.reader.records.DeadLetter;
import io.tokenloom.reader.records.DeadLetterItems;
import io.tokenloom.reader.records.RecordHeaders;
import io.tokenloom.record.Neighbours;
import io.tokenloom.record.PackedSequence;
import io.tokenloom.record.Successors;
import io.tokenloom.record.TokenStatistics;
import io.tokenloom.token.TokenValueReader;
import io.tokenloom.wire.AvroRecordReader;
import io.tokenloom.wire.HeaderNames;
import io.tokenloom.wire.SchemaSource;
import io.tokenloom.wire.WrittenTypes;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Finds out what records are. Not thread-safe. */
final class ShownReader {
    private static final String SEQUENCE = PackedSequence.getClassSchema().getFullName();
    private static final String STATISTICS = TokenStatistics.getClassSchema().getFullName();

    private static final String SUCCESSORS = Successors.getClassSchema().getFullName();
    private static final String NEIGHBOURS = Neighbours.getClassSchema().getFullName();

    private final WrittenTypes types;
    private final TokenValueReader tokens;
    private final AvroRecordReader<PackedSequence> sequences;
    private final AvroRecordReader<TokenStatistics> statistics;
    private final AvroRecordReader<Successors> successors;
    private final AvroRecordReader<Neighbours> neighbours;
    private final DeadLetterItems items;

    /** Reads with these schemas, which stay the caller's to close. */
    ShownReader(SchemaSource schemas) {
        this.types = new WrittenTypes(schemas);
        this.tokens = new TokenValueReader(schemas);
        this.sequences = AvroRecordReader.of(PackedSequence.class, schemas);
        this.statistics = AvroRecordReader.of(TokenStatistics.class, schemas);
        this.successors = AvroRecordReader.of(Successors.class, schemas);
        this.neighbours = AvroRecordReader.of(Neighbours.class, schemas);
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
        if (RecordHeaders.isEndMark(read)) {
            return new Shown.End(read);
        }
        if (read.value() == null) {
            return new Shown.Skipped(
                    read, RecordHeaders.text(read, HeaderNames.TOMBSTONE_SOURCE).orElse(""));
        }
        try {
            return value(read);
        } catch (TokenizationException e) {
            if (e.code() == FailureCode.SCHEMA_UNAVAILABLE) {
                throw CommandException.unreachable(e.getMessage(), e);
            }
            return new Shown.Unreadable(read, e.getMessage());
        }
    }

    private Shown value(ConsumerRecord<byte[], byte[]> read) {
        String type = types.name(read.value());
        if (type.equals(SEQUENCE)) {
            return new Shown.Packed(read, sequences.read(read.value()));
        }
        if (type.equals(STATISTICS)) {
            return new Shown.Measured(read, statistics.read(read.value()));
        }
        if (type.equals(SUCCESSORS)) {
            return new Shown.Followed(read, successors.read(read.value()));
        }
        if (type.equals(NEIGHBOURS)) {
            return new Shown.Near(read, neighbours.read(read.value()));
        }
        return new Shown.Tokens(read, tokens.read(read.value()));
    }
}
