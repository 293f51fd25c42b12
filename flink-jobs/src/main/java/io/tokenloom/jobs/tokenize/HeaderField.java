package io.tokenloom.jobs.tokenize;

import java.nio.charset.StandardCharsets;

/**
 * One header of a Kafka record. A record type that Flink serializes field by field.
 *
 * @param name name, not unique
 * @param value bytes, null where the record has none
 */
public record HeaderField(String name, byte[] value) {
    /** One with this text in UTF-8. */
    public static HeaderField text(String name, String value) {
        return new HeaderField(name, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        // Header values may be anybody's business.
        return name;
    }
}
