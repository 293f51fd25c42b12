package io.tokenloom.streams.trim;

import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenSequence;
import org.apache.avro.specific.SpecificRecord;

/** What the records of a token topic hold; a topic has one kind. */
public enum Payload {
    /** Discrete tokens. */
    IDS(TokenSequence.class),
    /** Continuous tokens. */
    VECTORS(TokenEmbeddings.class);

    private final Class<? extends SpecificRecord> type;

    Payload(Class<? extends SpecificRecord> type) {
        this.type = type;
    }

    /** Type of the values. */
    public Class<? extends SpecificRecord> type() {
        return type;
    }
}
