package io.tokenloom.streams.assemble;

/** What the items of a document have in common. */
public enum GroupKey {
    /** Correlation id, where the producer gave one. */
    CORRELATION_ID,
    /** Stream key: a camera, a video, a session; only frames have one. */
    STREAM_KEY,
    /** Key of the token record, which is that of the source record. */
    RECORD_KEY,
    /** Item id: each item is a document. Every record has one. */
    ITEM_ID
}
