package io.tokenloom.streams.tables;

import io.tokenloom.record.Successors;
import io.tokenloom.streams.wire.TokenWire;
import io.tokenloom.wire.AvroRecordWriter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Adds up the pairs of one share of the ids, keeps the row of each id, and sends the rows that have changed once in a while
 * of stream time. Stores, by {@link TableId} and id:
 *
 * <pre>
 * pairs     .. and follower: count, 8 bytes
 * rows      {@link FollowerRow}
 * changed   nothing, where the row was not sent yet
 * </pre>
 */
final class SuccessorTable extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    private static final byte[] NOTHING = {};

    private final Duration every;
    private final AvroRecordWriter<Successors> writer;
    private KeyValueStore<Bytes, byte[]> pairs;
    private KeyValueStore<Bytes, byte[]> rows;
    private KeyValueStore<Bytes, byte[]> changed;

    SuccessorTable(SuccessorOptions options, TokenWire wire) {
        this.every = options.every();
        this.writer = wire.writer(options.to(), Successors.class);
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        pairs = context.getStateStore(SuccessorTopology.PAIRS);
        rows = context.getStateStore(SuccessorTopology.ROWS);
        changed = context.getStateStore(SuccessorTopology.CHANGED);
        context.schedule(every, PunctuationType.STREAM_TIME, this::send);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        OpenRow open = new OpenRow(Arrays.copyOf(record.key(), record.key().length - 1));
        PairCounts.visit(record.value(), open::add);
        open.close();
    }

    private void send(long time) {
        try (KeyValueIterator<Bytes, byte[]> some = changed.all()) {
            while (some.hasNext()) {
                KeyValue<Bytes, byte[]> next = some.next();
                FollowerRow row = FollowerRow.of(rows.get(next.key));
                TableId table = TableId.of(next.key.get());
                int id = TableId.lastNumber(next.key);
                Successors successors =
                        new Successors(table.tokenizer(), table.plane(), id, row.followers(), row.counts());
                context().forward(new Record<>(table.topicKey(id), writer.write(successors), time));
                changed.delete(next.key);
            }
        }
    }

    /** The row of the id whose pairs come now: read and written once for all of them. */
    private final class OpenRow {
        private final byte[] table;
        private Bytes key;
        private int id;
        private FollowerRow row;
        private boolean different;

        private OpenRow(byte[] table) {
            this.table = table;
        }

        private void add(int nextId, int follower, int count) {
            if (row == null || nextId != id) {
                close();
                id = nextId;
                key = TableId.key(table, id);
                row = FollowerRow.of(rows.get(key));
                different = false;
            }
            Bytes pair = TableId.key(table, id, follower);
            byte[] before = pairs.get(pair);
            long sum = (before == null ? 0 : ByteBuffer.wrap(before).getLong()) + count;
            pairs.put(pair, ByteBuffer.allocate(Long.BYTES).putLong(sum).array());
            different |= row.grown(follower, sum);
        }

        private void close() {
            if (row != null && different) {
                rows.put(key, row.bytes());
                changed.put(key, NOTHING);
            }
        }
    }
}
