package io.tokenloom.jobs.routes;

import java.util.Locale;

/** Where the tokens of a text end, as token records can say it. */
public enum Span {
    /** In UTF-8 bytes. */
    BYTES,
    /** In UTF-16 units, which Java and JavaScript strings count in. */
    UTF16;

    /** As written in a routes file. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Span of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
