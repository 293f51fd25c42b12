package io.tokenloom.text.huggingface;

/** What a {@code Split} or a {@code Replace} looks for. Thread-safe: immutable. */
sealed interface Pattern {
    /** These characters, one after the other. */
    record Literal(String text) implements Pattern {}

    /** A regular expression as Oniguruma reads it. */
    record Regex(String expression) implements Pattern {}
}
