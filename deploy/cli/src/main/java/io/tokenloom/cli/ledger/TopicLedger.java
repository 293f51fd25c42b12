package io.tokenloom.cli.ledger;

import io.tokenloom.deadletter.DeadLetterHeaders;
import io.tokenloom.record.SourceRef;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * Accounts for all records of source topics from what a read_committed consumer sees, independently of the job. What
 * arrives after a topic was opened is not counted. Memory as {@link PartitionLedger}.
 */
public final class TopicLedger {
    /** Header on a forwarded tombstone that names its source as {@code topic/partition/offset}. */
    public static final String SOURCE_HEADER = "token.source";

    private final CommittedRecords records;
    private final Function<byte[], SourceRef> sourceOfTokens;

    /**
     * A ledger over a cluster.
     *
     * @param clientSettings Kafka client settings
     * @param sourceOfTokens reads the source of a token record's value
     */
    public TopicLedger(Map<String, String> clientSettings, Function<byte[], SourceRef> sourceOfTokens) {
        this.records = new CommittedRecords(clientSettings);
        this.sourceOfTokens = sourceOfTokens;
    }

    /**
     * Reads the topics to their ends and counts.
     *
     * @param sourceTopics topics to account for, each read by one route
     * @param tokenTopics where their tokens go
     * @param deadLetterTopics where their dead letters go
     * @return counts by source topic, sorted
     */
    public Map<String, LedgerCounts> count(
            Collection<String> sourceTopics, Collection<String> tokenTopics, Collection<String> deadLetterTopics) {
        Map<TopicPartition, PartitionLedger> ledgers = new HashMap<>();
        for (String topic : sourceTopics) {
            Map<TopicPartition, OffsetRange> ranges = records.ranges(topic);
            ranges.forEach((partition, range) -> ledgers.put(partition, new PartitionLedger(range)));
            records.visit(ranges, read -> ledgers.get(new TopicPartition(topic, read.partition()))
                    .source(read.offset()));
        }
        for (String topic : tokenTopics) {
            records.visit(records.ranges(topic), read -> tokens(ledgers, read));
        }
        for (String topic : deadLetterTopics) {
            records.visit(records.ranges(topic), read -> deadLetter(ledgers, read));
        }
        Map<String, LedgerCounts> counts = new TreeMap<>();
        ledgers.forEach((partition, ledger) -> counts.merge(partition.topic(), ledger.counts(), LedgerCounts::plus));
        return counts;
    }

    private void tokens(Map<TopicPartition, PartitionLedger> ledgers, ConsumerRecord<byte[], byte[]> read) {
        if (read.value() == null) {
            String[] source = text(read, SOURCE_HEADER).split("/");
            PartitionLedger ledger = ledgers.get(new TopicPartition(source[0], Integer.parseInt(source[1])));
            if (ledger != null) {
                ledger.skip(Long.parseLong(source[2]));
            }
            return;
        }
        SourceRef source = sourceOfTokens.apply(read.value());
        PartitionLedger ledger = ledgers.get(new TopicPartition(source.getTopic(), source.getPartition()));
        if (ledger != null) {
            ledger.tokens(source.getOffset(), source.getPart(), source.getParts());
        }
    }

    private static void deadLetter(Map<TopicPartition, PartitionLedger> ledgers, ConsumerRecord<byte[], byte[]> read) {
        PartitionLedger ledger = ledgers.get(new TopicPartition(
                text(read, DeadLetterHeaders.TOPIC), Integer.parseInt(text(read, DeadLetterHeaders.PARTITION))));
        if (ledger != null) {
            ledger.deadLetter(Long.parseLong(text(read, DeadLetterHeaders.OFFSET)));
        }
    }

    private static String text(ConsumerRecord<byte[], byte[]> read, String name) {
        Header header = read.headers().lastHeader(name);
        if (header == null) {
            throw new IllegalStateException(read.topic() + "/" + read.partition() + "/" + read.offset()
                    + " has no header " + name + "; was it written by something else than the Tokenize job?");
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
