package io.tokenloom.deadletter;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Header names of a dead letter and the text values that follow from the failure. Key and value of a dead letter are
 * the source record's own bytes, its headers are kept, and these are added, all as UTF-8 text. The meanings are those of
 * Kafka Connect's {@code __connect.errors.*} headers.
 */
public final class DeadLetterHeaders {
    /** Prefix of all names. */
    public static final String PREFIX = "token.errors.";

    /** Source topic. */
    public static final String TOPIC = PREFIX + "topic";

    /** Source partition. */
    public static final String PARTITION = PREFIX + "partition";

    /** Source offset. */
    public static final String OFFSET = PREFIX + "offset";

    /** Kafka timestamp of the source record, milliseconds. */
    public static final String TIMESTAMP = PREFIX + "timestamp";

    /** Whether the source record had a key. */
    public static final String KEY_PRESENT = PREFIX + "key-present";

    /** Name of the job. */
    public static final String JOB = PREFIX + "job";

    /** Uid of the operator. */
    public static final String OPERATOR_UID = PREFIX + "operator-uid";

    /** {@link FailureStage}, lower case. */
    public static final String STAGE = PREFIX + "stage";

    /** {@link FailureCode}. */
    public static final String CODE = PREFIX + "code";

    /** {@link FailureCategory}. */
    public static final String CATEGORY = PREFIX + "category";

    /** Whether the same bytes may succeed later. */
    public static final String RETRIABLE = PREFIX + "retriable";

    /** How many times it was tried, from 1. */
    public static final String ATTEMPT = PREFIX + "attempt";

    /** Class of the exception. */
    public static final String EXCEPTION_CLASS = PREFIX + "exception-class";

    /** At most {@link #MAX_MESSAGE_CHARS} characters, no payload. */
    public static final String MESSAGE = PREFIX + "message";

    /** Fingerprint of the tokenizer, hex. */
    public static final String CONTRACT = PREFIX + "contract";

    /** Id of the schema that the source record names, where it is framed. */
    public static final String SCHEMA_ID = PREFIX + "schema-id";

    /** Size of the source value in bytes. */
    public static final String PAYLOAD_BYTES = PREFIX + "payload-bytes";

    /** SHA-256 of the source value, hex. */
    public static final String PAYLOAD_SHA256 = PREFIX + "payload-sha256";

    /**
     * There, and {@code true}, where the dead letter has an empty value because the source's, uncompressed, is over what
     * the dead-letter topic accepts. The source topic still holds it.
     */
    public static final String PAYLOAD_OMITTED = PREFIX + "payload-omitted";

    /**
     * How many times the record was replayed from a dead letter, from 1; absent on one that never was. Alone of these it is
     * on a source record too: a replayed record that fails again carries it into its next dead letter, so that a record
     * that nobody mends does not go round for ever.
     */
    public static final String REPLAY = PREFIX + "replay";

    /** Bound of the message, so that headers stay within their budget. */
    public static final int MAX_MESSAGE_CHARS = 512;

    private DeadLetterHeaders() {}

    /** The headers that follow from the failure alone, in a fixed order. */
    public static Map<String, String> of(TokenizationException failure) {
        FailureCode code = failure.code();
        Throwable root = failure.getCause() == null ? failure : failure.getCause();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(STAGE, code.stage().name().toLowerCase(Locale.ROOT));
        headers.put(CODE, code.name());
        headers.put(CATEGORY, code.category().name());
        headers.put(RETRIABLE, Boolean.toString(code.retriable()));
        headers.put(EXCEPTION_CLASS, root.getClass().getName());
        headers.put(MESSAGE, bounded(failure.getMessage()));
        return headers;
    }

    private static String bounded(String message) {
        if (message.length() <= MAX_MESSAGE_CHARS) {
            return message;
        }
        int end = MAX_MESSAGE_CHARS - 1;
        // Half a surrogate pair would not survive UTF-8.
        if (Character.isHighSurrogate(message.charAt(end - 1))) {
            end--;
        }
        return message.substring(0, end) + "…";
    }
}
