package io.tokenloom.jobs.archive;

import io.tokenloom.jobs.tokenize.SourceRecord;
import io.tokenloom.record.TokenSequence;
import java.util.function.Function;

/**
 * A record of a token topic that can be read. Between chained operators it carries what was read; over the network only its
 * bytes, and is read again. A class that Flink serializes field by field.
 */
public final class ReadRecord {
    private SourceRecord source;
    private transient TokenSequence tokens;

    /** For Flink. */
    public ReadRecord() {}

    ReadRecord(SourceRecord source, TokenSequence tokens) {
        this.source = source;
        this.tokens = tokens;
    }

    /** The record as it lies on its topic; its value is null for a tombstone. */
    public SourceRecord getSource() {
        return source;
    }

    /** For Flink. */
    public void setSource(SourceRecord source) {
        this.source = source;
    }

    /** What it says. */
    TokenSequence tokens(Function<byte[], TokenSequence> reader) {
        return tokens == null ? reader.apply(source.value()) : tokens;
    }
}
