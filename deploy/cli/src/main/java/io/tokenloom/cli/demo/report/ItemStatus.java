package io.tokenloom.cli.demo.report;

import com.fasterxml.jackson.annotation.JsonValue;

/** What became of records of a source. */
public enum ItemStatus {
    /** They are tokens. */
    TOKENS("tokens"),
    /** They are dead letters. */
    DEAD_LETTER("dead-letter"),
    /** There is nothing of them. */
    MISSING("missing");

    private final String word;

    ItemStatus(String word) {
        this.word = word;
    }

    /** The word in {@code summary.json}. */
    @JsonValue
    public String word() {
        return word;
    }
}
