package io.tokenloom.jobs.routes;

import java.util.Locale;

/** What a reader with {@code isolation.level=read_committed} may count on after a failure. */
public enum Guarantee {
    /** Every record once; visible when its checkpoint completes. */
    EXACTLY_ONCE,
    /** Every record at least once; visible at once. */
    AT_LEAST_ONCE;

    /** As written in a routes file. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Guarantee of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
