package io.tokenloom.streams.assemble;

import io.tokenloom.streams.wire.SourceRecord;
import io.tokenloom.wire.AvroRecordWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The store of records that wait for the rest of their documents, by number. Not thread-safe. */
final class HeldRecords {
    private final KeyValueStore<Long, byte[]> store;
    private final AvroRecordWriter<HeldRecord> writer = AvroRecordWriter.singleObjects(HeldRecord.class);
    private long next;

    HeldRecords(KeyValueStore<Long, byte[]> store) {
        this.store = store;
    }

    /** Puts a record in; its number. */
    long put(String documentId, OptionalLong lateUntil, SourceRecord record) {
        long number = next++;
        store.put(number, writer.write(held(documentId, lateUntil, record)));
        return number;
    }

    private static HeldRecord held(String documentId, OptionalLong lateUntil, SourceRecord record) {
        List<HeldHeader> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            headers.add(new HeldHeader(header.key(), header.value() == null ? null : ByteBuffer.wrap(header.value())));
        }
        return new HeldRecord(
                documentId,
                lateUntil.isPresent() ? lateUntil.getAsLong() : null,
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.key() == null ? null : ByteBuffer.wrap(record.key()),
                ByteBuffer.wrap(record.value()),
                headers);
    }

    /** The record of a number, which is there. */
    SourceRecord get(long number) {
        return record(decode(store.get(number)));
    }

    void remove(long number) {
        store.delete(number);
    }

    /** Tells all records by number; numbers go on behind them. */
    void forEach(BiConsumer<Long, HeldRecord> consumer) {
        try (KeyValueIterator<Long, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<Long, byte[]> entry = all.next();
                next = Math.max(next, entry.key + 1);
                consumer.accept(entry.key, decode(entry.value));
            }
        }
    }

    private static HeldRecord decode(byte[] value) {
        try {
            return HeldRecord.getDecoder().decode(value);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The state store holds a record that this version can't read. Stop the app, reset its state with"
                            + " kafka-streams-application-reset, and start it again.",
                    e);
        }
    }

    static SourceRecord record(HeldRecord held) {
        Headers headers = new RecordHeaders();
        held.getHeaders().forEach(header -> headers.add(header.getName(), bytes(header.getValue())));
        return new SourceRecord(
                held.getTopic(),
                held.getPartition(),
                held.getOffset(),
                held.getTimestamp(),
                bytes(held.getKey()),
                bytes(held.getValue()),
                headers);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        if (buffer == null) {
            return null;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
