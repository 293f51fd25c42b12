package io.tokenloom.jobs.routes;

import java.util.Locale;

/** What the items of a route are. */
public enum ItemKind {
    /** Texts and lines. */
    TEXT,
    /** Single pictures. */
    IMAGE,
    /** Encoded pictures of streams, each a record; those of one stream are one after the other. */
    FRAME,
    /** Video files, or segments of videos that can be decoded alone. */
    VIDEO;

    /** As written in a routes file. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ItemKind of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
