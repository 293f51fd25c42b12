package io.tokenloom.token;

import org.apache.avro.specific.SpecificRecord;

/** A record of the same fields, to change some of them; it shares the others with the first. Thread-safe: stateless. */
public final class ShallowCopy {
    private ShallowCopy() {}

    /**
     * The copy.
     *
     * @param empty a new record of the same type, which becomes it
     */
    public static <T extends SpecificRecord> T of(T record, T empty) {
        for (int i = 0; i < record.getSchema().getFields().size(); i++) {
            empty.put(i, record.get(i));
        }
        return empty;
    }
}
