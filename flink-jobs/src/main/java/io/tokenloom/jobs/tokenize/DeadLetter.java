package io.tokenloom.jobs.tokenize;

import io.tokenloom.deadletter.DeadLetterHeaders;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.wire.ConfluentFraming;
import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Makes the dead letters of one step: the source record's own bytes and headers, and the reason. Thread-safe: immutable.
 */
public final class DeadLetter {
    private final Address address;
    private final String job;

    /** Of the steps of a job that give records up at this address. */
    public DeadLetter(Address address, String job) {
        this.address = address;
        this.job = job;
    }

    /**
     * Where a step's dead letters go, and what they say of it.
     *
     * @param topic dead-letter topic
     * @param maxBytes largest record that it accepts
     * @param operatorUid of the step
     * @param contract by which the step reads records: the fingerprint of its tokenizer, or what it makes
     * @param framed whether its records begin with a schema id
     */
    public record Address(String topic, int maxBytes, String operatorUid, String contract, boolean framed)
            implements Serializable {}

    /** The dead letter of a record that failed so. */
    public SinkRecord of(SourceRecord source, TokenizationException failure, int attempts) {
        List<HeaderField> headers = new ArrayList<>(source.headers());
        headers.add(HeaderField.text(DeadLetterHeaders.TOPIC, source.topic()));
        headers.add(HeaderField.text(DeadLetterHeaders.PARTITION, Integer.toString(source.partition())));
        headers.add(HeaderField.text(DeadLetterHeaders.OFFSET, Long.toString(source.offset())));
        headers.add(HeaderField.text(DeadLetterHeaders.TIMESTAMP, Long.toString(source.timestamp())));
        headers.add(HeaderField.text(DeadLetterHeaders.KEY_PRESENT, Boolean.toString(source.key() != null)));
        headers.add(HeaderField.text(DeadLetterHeaders.JOB, job));
        headers.add(HeaderField.text(DeadLetterHeaders.OPERATOR_UID, address.operatorUid()));
        DeadLetterHeaders.of(failure).forEach((name, value) -> headers.add(HeaderField.text(name, value)));
        headers.add(HeaderField.text(DeadLetterHeaders.ATTEMPT, Integer.toString(attempts)));
        headers.add(HeaderField.text(DeadLetterHeaders.CONTRACT, address.contract()));
        schemaId(source, headers);
        headers.add(HeaderField.text(DeadLetterHeaders.PAYLOAD_BYTES, Integer.toString(source.value().length)));
        headers.add(HeaderField.text(DeadLetterHeaders.PAYLOAD_SHA256, sha256(source.value())));
        byte[] value = source.value();
        if (!fits(source)) {
            // It was compressed on its own topic. Losing the neighbours to an endless restart would be worse.
            headers.add(HeaderField.text(DeadLetterHeaders.PAYLOAD_OMITTED, "true"));
            value = new byte[0];
        }
        return new SinkRecord(address.topic(), source.partition(), source.timestamp(), source.key(), value, headers);
    }

    private void schemaId(SourceRecord source, List<HeaderField> headers) {
        if (address.framed()
                && source.value().length >= ConfluentFraming.HEADER_BYTES
                && source.value()[0] == ConfluentFraming.MAGIC) {
            headers.add(HeaderField.text(
                    DeadLetterHeaders.SCHEMA_ID, Integer.toString(ConfluentFraming.schemaId(source.value()))));
        }
    }

    private boolean fits(SourceRecord source) {
        long size = source.value().length + (source.key() == null ? 0L : source.key().length);
        for (HeaderField header : source.headers()) {
            size += header.name().length() + (header.value() == null ? 0L : header.value().length);
        }
        return size + TopicCatalogue.DEAD_LETTER_HEADER_BYTES <= address.maxBytes();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
