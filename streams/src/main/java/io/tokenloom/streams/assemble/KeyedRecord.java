package io.tokenloom.streams.assemble;

import io.tokenloom.streams.wire.SourceRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Between keying and assembling: a token record under the id of its document, which says in headers where it came from; or
 * a clock signal, which has an empty key and goes to all partitions. Thread-safe: stateless.
 */
final class KeyedRecord {
    private static final String ORIGIN = "token.origin";
    private static final String ORIGIN_KEY = "token.origin-key";
    private static final byte[] SIGNAL_KEY = {};

    private KeyedRecord() {}

    static Record<byte[], byte[]> item(String documentId, Record<byte[], byte[]> record, RecordMetadata from) {
        byte[] topic = from.topic().getBytes(StandardCharsets.UTF_8);
        byte[] origin = ByteBuffer.allocate(Integer.BYTES + Long.BYTES + topic.length)
                .putInt(from.partition())
                .putLong(from.offset())
                .put(topic)
                .array();
        Headers headers = new RecordHeaders(record.headers()).add(ORIGIN, origin);
        if (record.key() != null) {
            headers.add(ORIGIN_KEY, record.key());
        }
        return new Record<>(documentId.getBytes(StandardCharsets.UTF_8), record.value(), record.timestamp(), headers);
    }

    static Record<byte[], byte[]> signal(ClockSignal signal, long timestamp) {
        return new Record<>(SIGNAL_KEY, signal.bytes(), timestamp);
    }

    static Optional<ClockSignal> signal(Record<byte[], byte[]> record) {
        return record.key().length == 0 ? Optional.of(ClockSignal.of(record.value())) : Optional.empty();
    }

    static boolean isSignal(byte[] key) {
        return key.length == 0;
    }

    static String documentId(Record<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }

    /** The record as it was on its token topic. */
    static SourceRecord origin(Record<byte[], byte[]> record) {
        Headers headers = new RecordHeaders(record.headers());
        ByteBuffer origin = ByteBuffer.wrap(headers.lastHeader(ORIGIN).value());
        Header key = headers.lastHeader(ORIGIN_KEY);
        int partition = origin.getInt();
        long offset = origin.getLong();
        String topic = StandardCharsets.UTF_8.decode(origin).toString();
        headers.remove(ORIGIN).remove(ORIGIN_KEY);
        return new SourceRecord(
                topic,
                partition,
                offset,
                record.timestamp(),
                key == null ? null : key.value(),
                record.value(),
                headers);
    }
}
