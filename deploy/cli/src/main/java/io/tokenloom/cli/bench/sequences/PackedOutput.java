package io.tokenloom.cli.bench.sequences;

import io.tokenloom.reader.records.CommittedRecords;
import io.tokenloom.record.PackedSequence;
import io.tokenloom.sequence.PackedSequences;
import io.tokenloom.wire.AvroRecordReader;
import io.tokenloom.wire.SchemaSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a run of an app that packs has written.
 *
 * @param tokens of all items in all sequences
 * @param documents that begin in them
 * @param values how often each value is there, by its length and hash code; equal runs have equal ones
 */
record PackedOutput(long tokens, long documents, Map<Long, Integer> values) {
    /** All of a topic. */
    static PackedOutput read(CommittedRecords committed, SchemaSource schemas, String topic) {
        AvroRecordReader<PackedSequence> reader = AvroRecordReader.of(PackedSequence.class, schemas);
        LongAdder tokens = new LongAdder();
        LongAdder documents = new LongAdder();
        Map<Long, Integer> values = new HashMap<>();
        committed.visit(committed.ranges(topic), (ConsumerRecord<byte[], byte[]> record) -> {
            byte[] value = record.value();
            PackedSequence sequence = reader.read(value);
            PackedSequences.items(sequence)
                    .forEach(item -> tokens.add(item.range().getTokens()));
            sequence.getDocuments().stream()
                    .filter(document -> document.getPart() == 0)
                    .forEach(document -> documents.increment());
            values.merge(
                    (long) value.length << Integer.SIZE | Integer.toUnsignedLong(Arrays.hashCode(value)),
                    1,
                    Integer::sum);
        });
        return new PackedOutput(tokens.sum(), documents.sum(), values);
    }

    /** How many sequences are in one of two runs and not in the other. */
    int differences(PackedOutput other) {
        return lacking(values, other.values) + lacking(other.values, values);
    }

    private static int lacking(Map<Long, Integer> some, Map<Long, Integer> others) {
        return some.entrySet().stream()
                .mapToInt(value -> Math.max(0, value.getValue() - others.getOrDefault(value.getKey(), 0)))
                .sum();
    }
}
