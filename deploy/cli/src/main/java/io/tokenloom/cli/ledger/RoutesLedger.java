package io.tokenloom.cli.ledger;

import io.tokenloom.cli.CommandException;
import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.jobs.routes.Route;
import io.tokenloom.jobs.routes.Routes;
import io.tokenloom.reader.records.CommittedRecords;
import io.tokenloom.reader.records.DeadLetter;
import io.tokenloom.reader.records.OffsetRange;
import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.reader.records.RecordHeaders;
import io.tokenloom.reader.records.TokenFieldReader;
import io.tokenloom.record.SourceRef;
import io.tokenloom.wire.HeaderNames;
import io.tokenloom.wire.SchemaSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Accounts for all records of the routes' source topics from what a read_committed consumer sees, independently of the
 * job. Counts the source records that are there when it is opened; their outcomes may still come, and each {@link
 * #advance()} reads those that came since the last. Memory: four bits for each source offset and route, and one fetch
 * ({@link CommittedRecords}). Not thread-safe.
 */
public final class RoutesLedger {
    private static final String OPERATOR_UID_PREFIX = "tokenize-";

    private final CommittedRecords records;
    private final Routes routes;
    private final List<RouteLedger> ledgers = new ArrayList<>();
    private final TokenFieldReader<SourceRef> sourceOfTokens;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private Strays strays = Strays.NONE;

    private RoutesLedger(CommittedRecords records, Routes routes, SchemaSource schemas) {
        this.records = records;
        this.routes = routes;
        this.sourceOfTokens = new TokenFieldReader<>("source", SourceRef.class, schemas);
    }

    /**
     * Reads the source topics.
     *
     * @param schemas for the token records; the caller's to close, after the last {@link #advance()}
     * @throws CommandException "usage" if a source topic is not there, and as {@link CommittedRecords}
     */
    public static RoutesLedger open(CommittedRecords records, Routes routes, SchemaSource schemas) {
        RoutesLedger ledger = new RoutesLedger(records, routes, schemas);
        routes.sourceTopics().forEach(ledger::readSources);
        return ledger;
    }

    /**
     * Reads what the output topics have got since the last time. A topic that is not there yet has nothing. If it fails,
     * the next call goes on where this one ended.
     *
     * @throws CommandException "unreachable" if the schema registry does not answer, and as {@link CommittedRecords}
     */
    public void advance() {
        // Tokens first: where a record has both, the dead letter is the one beyond.
        Stream<String> topics = Stream.concat(
                routes.routes().stream().map(Route::to),
                routes.routes().stream().map(Route::deadLetters));
        topics.distinct().forEach(topic -> {
            Map<TopicPartition, OffsetRange> news = new HashMap<>();
            records.ranges(topic).forEach((partition, range) -> {
                long from = Math.max(range.first(), positions.getOrDefault(partition, 0L));
                news.put(partition, new OffsetRange(from, range.end()));
            });
            records.visit(news, read -> {
                readOutput(read);
                positions.put(new TopicPartition(topic, read.partition()), read.offset() + 1);
            });
        });
    }

    /** What became of the source records so far. */
    public LedgerReport report() {
        // In the order of the file, not of the source topics.
        List<RouteCounts> counts = routes.routes().stream()
                .flatMap(route ->
                        ledgers.stream().filter(ledger -> ledger.route().equals(route)))
                .map(RouteLedger::counts)
                .toList();
        return new LedgerReport(counts, strays);
    }

    private void readSources(String topic) {
        Map<TopicPartition, OffsetRange> ranges = records.rangesOfExisting(topic);
        List<RouteLedger> readers = routes.routes().stream()
                .filter(route -> route.from().equals(topic))
                .map(route -> new RouteLedger(route, ranges))
                .toList();
        ledgers.addAll(readers);
        records.visit(ranges, read -> {
            RecordAddress source = RecordAddress.of(read);
            readers.forEach(ledger -> ledger.source(source));
        });
    }

    /** A topic may be one route's tokens and another's dead letters, so the record itself says what it is. */
    private void readOutput(ConsumerRecord<byte[], byte[]> read) {
        Optional<DeadLetter> letter = DeadLetter.of(read);
        if (letter.isPresent()) {
            deadLetter(read, letter.get());
        } else if (RecordHeaders.isEndMark(read)) {
            // For apps that read the topic; no source record became it.
            return;
        } else if (read.value() == null) {
            tombstone(read);
        } else {
            tokens(read);
        }
    }

    private void tokens(ConsumerRecord<byte[], byte[]> read) {
        try {
            SourceRef source = sourceOfTokens.read(read.value());
            if (source.getPart() < 0 || source.getPart() >= source.getParts()) {
                stray(read, "part " + source.getPart() + " of " + source.getParts());
                return;
            }
            ledgers.stream()
                    .filter(ledger -> isOf(ledger.route(), source.getTopic(), read.topic()))
                    .forEach(ledger -> ledger.tokens(source));
        } catch (TokenizationException e) {
            if (e.code() == FailureCode.SCHEMA_UNAVAILABLE) {
                throw CommandException.unreachable(e.getMessage(), e);
            }
            stray(read, e.getMessage());
        }
    }

    private void tombstone(ConsumerRecord<byte[], byte[]> read) {
        Optional<RecordAddress> source =
                RecordHeaders.text(read, HeaderNames.TOMBSTONE_SOURCE).flatMap(RecordAddress::parse);
        if (source.isEmpty()) {
            stray(read, "no value and no header " + HeaderNames.TOMBSTONE_SOURCE);
            return;
        }
        ledgers.stream()
                .filter(ledger -> isOf(ledger.route(), source.get().topic(), read.topic()))
                .forEach(ledger -> ledger.skip(source.get()));
    }

    private void deadLetter(ConsumerRecord<byte[], byte[]> read, DeadLetter letter) {
        List<RouteLedger> candidates = ledgers.stream()
                .filter(ledger -> ledger.route().from().equals(letter.source().topic())
                        && ledger.route().deadLetters().equals(read.topic()))
                .toList();
        Optional<RouteLedger> named = candidates.stream()
                .filter(ledger -> letter.operatorUid()
                        .equals(OPERATOR_UID_PREFIX + ledger.route().name()))
                .findFirst();
        if (named.isPresent()) {
            named.get().deadLetter(letter);
        } else if (candidates.size() == 1) {
            // Written under an earlier name of the route.
            candidates.get(0).deadLetter(letter);
        } else if (candidates.size() > 1) {
            stray(
                    read,
                    "its operator \"" + letter.operatorUid() + "\" is of no route that reads "
                            + letter.source().topic());
        }
    }

    private static boolean isOf(Route route, String source, String tokens) {
        return route.from().equals(source) && route.to().equals(tokens);
    }

    private void stray(ConsumerRecord<byte[], byte[]> read, String problem) {
        strays = strays.with(RecordAddress.of(read).toString(), problem);
    }
}
