package io.tokenloom.cli.decode;

import io.tokenloom.cli.CommandException;
import io.tokenloom.jobs.routes.Route;
import io.tokenloom.jobs.routes.Routes;
import io.tokenloom.reader.records.CommittedRecords;
import io.tokenloom.reader.records.DeadLetter;
import io.tokenloom.reader.records.DeadLetterItems;
import io.tokenloom.reader.records.OffsetRange;
import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.reader.records.RecordHeaders;
import io.tokenloom.reader.records.TokenFieldReader;
import io.tokenloom.reader.records.TokenRecordReader;
import io.tokenloom.record.SourceRef;
import io.tokenloom.token.TokenRecord;
import io.tokenloom.wire.HeaderNames;
import io.tokenloom.wire.SchemaSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds what became of an item on the routes' output topics. Kafka has no index over item ids, so but for an address this
 * reads the topics from their beginning. Memory: one fetch, and an address for each record that fits. Not thread-safe.
 *
 * <p>Methods throw {@link CommandException}: "unreachable" if Kafka or the registry does not answer.
 */
public final class ItemFinder {
    /** How many offsets per part are looked at around one part for the others, before looking further. */
    private static final int REACH_PER_PART = 4;

    private static final int REACH_GROWTH = 16;

    private final CommittedRecords records;
    private final Routes routes;
    private final TokenRecordReader tokens;
    private final TokenFieldReader<SourceRef> sources;
    private final TokenFieldReader<String> itemIds;
    private final DeadLetterItems deadLetterItems;

    /** Finds on the topics of these routes; the schemas stay the caller's to close. */
    public ItemFinder(CommittedRecords records, Routes routes, SchemaSource schemas) {
        this.records = records;
        this.routes = routes;
        this.tokens = new TokenRecordReader(schemas);
        this.sources = new TokenFieldReader<>("source", SourceRef.class, schemas);
        this.itemIds = new TokenFieldReader<>("itemId", String.class, schemas);
        this.deadLetterItems = new DeadLetterItems(schemas);
    }

    /**
     * The item of which a record on a token or dead-letter topic is the outcome, with all its parts.
     *
     * @throws CommandException "failed" if the record is none of them
     */
    public Finding at(RecordAddress address) {
        Optional<ConsumerRecord<byte[], byte[]>> found = records.at(address);
        if (found.isEmpty()) {
            return new Finding.Nothing();
        }
        ConsumerRecord<byte[], byte[]> read = found.get();
        Optional<DeadLetter> letter = DeadLetter.of(read);
        if (letter.isPresent()) {
            return new Finding.DeadLettered(letter.get(), read);
        }
        if (read.value() == null) {
            return new Finding.Skipped(address);
        }
        SourceRef source = tokens.readAny(read).source();
        return withSiblings(address, source);
    }

    /** What became of a source record. */
    public Finding ofSource(RecordAddress source) {
        return scan(
                value -> RecordAddress.of(sources.read(value)).equals(source),
                (read, letter) -> letter.source().equals(source),
                read -> RecordHeaders.text(read, HeaderNames.TOMBSTONE_SOURCE)
                        .filter(source.toString()::equals)
                        .isPresent());
    }

    /** The newest item with this id. */
    public Finding ofItemId(String itemId) {
        return scan(
                value -> itemIds.read(value).equals(itemId),
                (read, letter) -> isItem(itemId, read, letter),
                read -> false);
    }

    private Finding withSiblings(RecordAddress address, SourceRef source) {
        OffsetRange all = records.ranges(address.topic()).get(address.topicPartition());
        RecordAddress wanted = RecordAddress.of(source);
        for (long reach = (long) REACH_PER_PART * source.getParts(); true; reach *= REACH_GROWTH) {
            OffsetRange window = new OffsetRange(
                    Math.max(all.first(), address.offset() - reach), Math.min(all.end(), address.offset() + reach));
            PartCollector collector = new PartCollector();
            collect(
                    Map.of(address.topicPartition(), window),
                    value -> RecordAddress.of(sources.read(value)).equals(wanted),
                    collector);
            Finding.Tokens found = collector
                    .best()
                    .orElseThrow(() -> CommandException.failed(address + " is part " + source.getPart() + " of "
                            + source.getParts() + ", which is no part"));
            if (found.item().complete() || window.equals(all)) {
                return found;
            }
        }
    }

    private Finding scan(
            Predicate<byte[]> isOfTokens,
            BiPredicate<ConsumerRecord<byte[], byte[]>, DeadLetter> isOfLetter,
            Predicate<ConsumerRecord<byte[], byte[]>> isOfTombstone) {
        PartCollector collector = new PartCollector();
        AtomicReference<Finding> other = new AtomicReference<>(new Finding.Nothing());
        topics(Route::to)
                .forEach(topic -> records.visit(records.ranges(topic), read -> {
                    if (read.value() != null) {
                        take(read, isOfTokens, collector);
                    } else if (isOfTombstone.test(read)) {
                        other.set(new Finding.Skipped(RecordAddress.of(read)));
                    }
                }));
        Optional<Finding.Tokens> best = collector.best();
        if (best.isPresent()) {
            return best.get();
        }
        topics(Route::deadLetters)
                .forEach(topic -> records.visit(records.ranges(topic), read -> DeadLetter.of(read)
                        .filter(letter -> isOfLetter.test(read, letter))
                        .ifPresent(letter -> other.set(new Finding.DeadLettered(letter, read)))));
        return other.get();
    }

    private void collect(
            Map<TopicPartition, OffsetRange> ranges, Predicate<byte[]> isOfTokens, PartCollector collector) {
        records.visit(ranges, read -> {
            if (read.value() != null) {
                take(read, isOfTokens, collector);
            }
        });
    }

    private void take(ConsumerRecord<byte[], byte[]> read, Predicate<byte[]> isOfTokens, PartCollector collector) {
        if (Unreadable.asEmpty(() -> isOfTokens.test(read.value())).orElse(false)) {
            TokenRecord record = tokens.readAny(read);
            collector.add(RecordAddress.of(read), record.source(), record.itemId(), read.timestamp());
        }
    }

    private boolean isItem(String itemId, ConsumerRecord<byte[], byte[]> read, DeadLetter letter) {
        return letter.source().toString().equals(itemId)
                || deadLetterItems.id(read, letter).equals(itemId);
    }

    private Stream<String> topics(Function<Route, String> kind) {
        return routes.routes().stream().map(kind).distinct();
    }
}
