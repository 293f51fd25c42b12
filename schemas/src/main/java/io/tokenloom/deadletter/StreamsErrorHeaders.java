package io.tokenloom.deadletter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The headers with which Kafka Streams writes a dead letter (KIP-1034), and what they are called here. All hold UTF-8 text.
 * Our own apps write both, so that tools of either kind read their dead letters; of an app that writes Streams' alone, the
 * address and the reason are read from them.
 *
 * <table>
 *   <caption>Mapping</caption>
 *   <tr><td>{@code __streams.errors.topic}</td><td>{@link DeadLetterHeaders#TOPIC}</td></tr>
 *   <tr><td>{@code __streams.errors.partition}</td><td>{@link DeadLetterHeaders#PARTITION}</td></tr>
 *   <tr><td>{@code __streams.errors.offset}</td><td>{@link DeadLetterHeaders#OFFSET}</td></tr>
 *   <tr><td>{@code __streams.errors.exception}</td><td>{@link DeadLetterHeaders#EXCEPTION_CLASS}</td></tr>
 *   <tr><td>{@code __streams.errors.message}</td><td>{@link DeadLetterHeaders#MESSAGE}</td></tr>
 *   <tr><td>{@code __streams.errors.stacktrace}</td><td>none: a log is its place</td></tr>
 * </table>
 */
public final class StreamsErrorHeaders {
    /** Prefix of all names. */
    public static final String PREFIX = "__streams.errors.";

    /** Source topic. */
    public static final String TOPIC = PREFIX + "topic";

    /** Source partition. */
    public static final String PARTITION = PREFIX + "partition";

    /** Source offset. */
    public static final String OFFSET = PREFIX + "offset";

    /** Class of the exception. */
    public static final String EXCEPTION = PREFIX + "exception";

    /** Its message. */
    public static final String MESSAGE = PREFIX + "message";

    /** Its stack trace. */
    public static final String STACKTRACE = PREFIX + "stacktrace";

    private static final Map<String, String> STREAMS_OF_OURS = Map.of(
            DeadLetterHeaders.TOPIC, TOPIC,
            DeadLetterHeaders.PARTITION, PARTITION,
            DeadLetterHeaders.OFFSET, OFFSET,
            DeadLetterHeaders.EXCEPTION_CLASS, EXCEPTION,
            DeadLetterHeaders.MESSAGE, MESSAGE);

    private StreamsErrorHeaders() {}

    /** Streams' name for what a header of ours says, where it has one. */
    public static Optional<String> nameOf(String ours) {
        return Optional.ofNullable(STREAMS_OF_OURS.get(ours));
    }

    /** Streams' headers that say what these of ours do; no stack trace. */
    public static Map<String, String> of(Map<String, String> ours) {
        Map<String, String> streams = new LinkedHashMap<>();
        ours.forEach((name, value) -> nameOf(name).ifPresent(theirs -> streams.put(theirs, value)));
        return streams;
    }
}
