package io.tokenloom.cli.bench.pipeline;

import io.tokenloom.cli.bench.Figure;
import io.tokenloom.cli.bench.race.Topics;
import io.tokenloom.reader.records.OffsetRange;
import io.tokenloom.reader.records.TokenRecordReader;
import io.tokenloom.record.TokenSequence;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Sums up the sizes of token records. Not thread-safe. */
final class RecordSizes {
    private static final long SAMPLE = 20_000;
    private static final int BITS_OF_VARINT_BYTE = 7;

    private long records;
    private long valueBytes;
    private long tokens;
    private long tokenBytes;

    /** Reads the first records of these ranges. */
    void read(Topics topics, Map<TopicPartition, OffsetRange> ranges, TokenRecordReader reader) {
        topics.records().visitWhile(ranges, read -> {
            add(read.value().length, reader.read(read));
            return records < SAMPLE;
        });
    }

    private void add(int bytes, TokenSequence sequence) {
        records++;
        valueBytes += bytes;
        for (int id : sequence.getPlanes().get(0).getIds()) {
            tokens++;
            tokenBytes += varintBytes(id);
        }
    }

    /** Bytes of a number that is not negative, as Avro writes it. */
    static int varintBytes(int number) {
        long zigzag = 2L * number;
        return Math.max(
                1, (Long.SIZE - Long.numberOfLeadingZeros(zigzag) + BITS_OF_VARINT_BYTE - 1) / BITS_OF_VARINT_BYTE);
    }

    /** Means for one line. */
    List<Figure> figures() {
        return List.of(
                new Figure("tokens of a line", mean(tokens), ""),
                new Figure("token record of a line, value", mean(valueBytes), "bytes"),
                new Figure("of that the tokens", mean(tokenBytes), "bytes"),
                new Figure("of that all else", mean(valueBytes - tokenBytes), "bytes"));
    }

    private double mean(long sum) {
        return (double) sum / records;
    }
}
