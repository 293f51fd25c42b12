package io.tokenloom.streams.wire;

import io.tokenloom.deadletter.DeadLetterHeaders;
import io.tokenloom.deadletter.StreamsErrorHeaders;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.topics.TopicSpec;
import io.tokenloom.wire.ConfluentFraming;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Makes dead letters of records that an app can't use: key, value and headers as they were, and the reason twice, in our
 * headers and in those of Kafka Streams. Thread-safe: immutable.
 *
 * @param app name of the app, for people
 * @param topic dead-letter topic
 */
public record DeadLetters(String app, String topic) {
    /**
     * The dead letter of a record.
     *
     * @param step of the app that gave it up
     */
    public Record<byte[], byte[]> of(SourceRecord source, String step, TokenizationException failure) {
        byte[] value = source.value() == null ? new byte[0] : source.value();
        Map<String, String> ours = new LinkedHashMap<>();
        ours.put(DeadLetterHeaders.TOPIC, source.topic());
        ours.put(DeadLetterHeaders.PARTITION, Integer.toString(source.partition()));
        ours.put(DeadLetterHeaders.OFFSET, Long.toString(source.offset()));
        ours.put(DeadLetterHeaders.TIMESTAMP, Long.toString(source.timestamp()));
        ours.put(DeadLetterHeaders.KEY_PRESENT, Boolean.toString(source.key() != null));
        ours.put(DeadLetterHeaders.JOB, app);
        ours.put(DeadLetterHeaders.OPERATOR_UID, step);
        ours.putAll(DeadLetterHeaders.of(failure));
        ours.put(DeadLetterHeaders.ATTEMPT, "1");
        ours.put(DeadLetterHeaders.CONTRACT, "TokenSequence");
        if (value.length >= ConfluentFraming.HEADER_BYTES && value[0] == ConfluentFraming.MAGIC) {
            ours.put(DeadLetterHeaders.SCHEMA_ID, Integer.toString(ConfluentFraming.schemaId(value)));
        }
        ours.put(DeadLetterHeaders.PAYLOAD_BYTES, Integer.toString(value.length));
        ours.put(DeadLetterHeaders.PAYLOAD_SHA256, sha256(value));
        if (size(source) + TopicCatalogue.DEAD_LETTER_HEADER_BYTES > maxBytes()) {
            ours.put(DeadLetterHeaders.PAYLOAD_OMITTED, "true");
            value = new byte[0];
        }
        Headers headers = new RecordHeaders(source.headers());
        add(headers, ours);
        add(headers, StreamsErrorHeaders.of(ours));
        return new Record<>(source.key(), value, source.timestamp(), headers);
    }

    private int maxBytes() {
        TopicSpec spec = TopicCatalogue.named(topic, TopicCatalogue.DEAD_LETTERS);
        return spec.maxRecordBytes();
    }

    private static void add(Headers headers, Map<String, String> texts) {
        texts.forEach((name, text) -> headers.add(name, text.getBytes(StandardCharsets.UTF_8)));
    }

    private static long size(SourceRecord source) {
        long size = source.key() == null ? 0 : source.key().length;
        size += source.value() == null ? 0 : source.value().length;
        for (Header header : source.headers()) {
            size += header.key().length() + (header.value() == null ? 0L : header.value().length);
        }
        return size;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
