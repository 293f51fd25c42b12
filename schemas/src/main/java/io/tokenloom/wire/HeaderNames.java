package io.tokenloom.wire;

/** Headers of source and token records that the platform reads and writes; all hold UTF-8 text. */
public final class HeaderNames {
    /** Id of an item whose record is not Avro, as in the CloudEvents binding for Kafka. */
    public static final String ITEM_ID = "ce_id";

    /** Event time in RFC 3339, as in the CloudEvents binding for Kafka. */
    public static final String EVENT_TIME = "ce_time";

    /** Producing source, as in the CloudEvents binding for Kafka. */
    public static final String SOURCE_ID = "ce_source";

    /** Media type of the value, as in the CloudEvents binding for Kafka. */
    public static final String CONTENT_TYPE = "content-type";

    /** Joins items of several modalities. */
    public static final String CORRELATION_ID = "correlation-id";

    /** Stream of a frame or video: camera, video or session; the record's key stands in. */
    public static final String STREAM_KEY = "stream-key";

    /** Index of a frame in its stream, from 0; the next one stands in. */
    public static final String FRAME_INDEX = "frame-index";

    /** Presentation timestamp of a frame in microseconds. */
    public static final String PRESENTATION_TIMESTAMP = "presentation-timestamp";

    /** On a frame: {@code true} where its stream is to begin anew with it. */
    public static final String STREAM_RESET = "stream-reset";

    /** Where the content of a record without one lies. */
    public static final String CLAIM_URI = "claim-check-uri";

    /** SHA-256 of a content that lies elsewhere, 64 hex digits. */
    public static final String CLAIM_SHA256 = "claim-check-sha256";

    /** Length of a content that lies elsewhere. */
    public static final String CLAIM_BYTES = "claim-check-bytes";

    /** On a tombstone that was passed on: its source as {@code topic/partition/offset}. */
    public static final String TOMBSTONE_SOURCE = "token.source";

    /**
     * On a record of a token topic without key and value: {@code end}. Whoever wrote it says that nothing more comes for
     * now on this partition, so apps close what they hold. Part of the log, so that a replay closes the same.
     */
    public static final String STREAM_TIME = "token.stream-time";

    /** Value of {@link #STREAM_TIME}. */
    public static final String STREAM_TIME_END = "end";

    private HeaderNames() {}
}
