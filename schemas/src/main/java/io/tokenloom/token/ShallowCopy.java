package io.tokenloom.token;

import org.apache.avro.specific.SpecificRecord;

/** A record of the same fields, to change some of them; it shares the others with the first. */
final class ShallowCopy {
    private ShallowCopy() {}

    static <T extends SpecificRecord> T of(T record, T empty) {
        for (int i = 0; i < record.getSchema().getFields().size(); i++) {
            empty.put(i, record.get(i));
        }
        return empty;
    }
}
