package io.tokenloom.cli.ingest;

/**
 * What became of one source.
 *
 * @param source source id, or the path of one that can't be read
 * @param topic where it went
 * @param status what happened
 * @param records records committed by this run
 * @param bytes bytes of the source committed by this run
 * @param note what a person should know: why it failed, where it resumed; empty if nothing
 */
record SourceOutcome(String source, String topic, Status status, long records, long bytes, String note) {
    /** What happened. */
    enum Status {
        /** Sent to its end. */
        SENT,
        /** Already there to its end; nothing was sent. */
        UNCHANGED,
        /** Not sent to its end. */
        FAILED
    }

    static SourceOutcome failed(String source, String topic, String reason) {
        return new SourceOutcome(source, topic, Status.FAILED, 0, 0, reason);
    }

    static SourceOutcome unchanged(String source, String topic) {
        return new SourceOutcome(source, topic, Status.UNCHANGED, 0, 0, "already sent; --again sends it again");
    }
}
