package io.tokenloom.jobs.routes;

import java.util.Locale;

/** What the values of a source topic hold. */
public enum RecordFormat {
    /** Our Avro record of the route's items in Confluent's wire format: {@code TextItem} and its siblings. */
    AVRO,
    /** The bytes of one item; the header {@code content-type} says of which kind. */
    BYTES,
    /** One line of UTF-8 text, with its line ending. */
    LINES;

    /** As written in a routes file. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RecordFormat of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
