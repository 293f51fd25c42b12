package io.tokenloom.streams.tables;

import io.tokenloom.record.TokenPlane;
import io.tokenloom.streams.wire.TokenWire;
import io.tokenloom.token.TokenRecord;
import io.tokenloom.token.TokenValueReader;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Counts the pairs of each token record and sends them, one record for each share of its ids, to where these are counted.
 * Records of vectors and tombstones have none.
 */
final class PairCounting extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    private final TokenValueReader tokens;

    PairCounting(TokenWire wire) {
        this.tokens = wire.tokenValues();
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (record.value() == null || !(tokens.read(record.value()) instanceof TokenRecord.Ids ids)) {
            return;
        }
        for (TokenPlane plane : ids.sequence().getPlanes()) {
            byte[] table = new TableId(ids.tokenizer(), plane.getName()).bytes();
            for (PairCounts.Portion portion : PairCounts.of(plane.getIds())) {
                byte[] key = ByteBuffer.allocate(table.length + 1)
                        .put(table)
                        .put((byte) portion.share())
                        .array();
                context().forward(new Record<>(key, portion.packed(), record.timestamp()));
            }
        }
    }

    /** By the share, which the last byte of a key is. */
    static final class ByShare implements StreamPartitioner<byte[], byte[]> {
        @Override
        public Optional<Set<Integer>> partitions(String topic, byte[] key, byte[] value, int partitions) {
            return Optional.of(Set.of(key[key.length - 1] % partitions));
        }
    }
}
