package io.tokenloom.cli.ledger;

import io.tokenloom.jobs.routes.Route;
import io.tokenloom.reader.records.DeadLetter;
import io.tokenloom.reader.records.OffsetRange;
import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.record.SourceRef;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** The ledger of one route: every record of its source topic has an outcome of its own here. Not thread-safe. */
final class RouteLedger {
    private final Route route;
    private final Map<TopicPartition, PartitionLedger> partitions = new HashMap<>();
    private final SortedMap<String, Long> deadLetterCodes = new TreeMap<>();

    RouteLedger(Route route, Map<TopicPartition, OffsetRange> ranges) {
        this.route = route;
        ranges.forEach((partition, range) -> partitions.put(partition, new PartitionLedger(range)));
    }

    Route route() {
        return route;
    }

    void source(RecordAddress source) {
        partitions.get(source.topicPartition()).source(source.offset());
    }

    void tokens(SourceRef source) {
        PartitionLedger ledger = partitions.get(new TopicPartition(source.getTopic(), source.getPartition()));
        // A partition that was added after the ledger was opened.
        if (ledger != null) {
            ledger.tokens(source.getOffset(), source.getPart(), source.getParts());
        }
    }

    void skip(RecordAddress source) {
        PartitionLedger ledger = partitions.get(source.topicPartition());
        if (ledger != null) {
            ledger.skip(source.offset());
        }
    }

    void deadLetter(DeadLetter letter) {
        PartitionLedger ledger = partitions.get(letter.source().topicPartition());
        if (ledger != null && ledger.deadLetter(letter.source().offset())) {
            deadLetterCodes.merge(letter.reason(), 1L, Long::sum);
        }
    }

    RouteCounts counts() {
        LedgerCounts sum =
                partitions.values().stream().map(PartitionLedger::counts).reduce(LedgerCounts.NONE, LedgerCounts::plus);
        return new RouteCounts(
                route.name(), route.from(), route.to(), route.deadLetters(), sum, new TreeMap<>(deadLetterCodes));
    }
}
