package io.tokenloom.streams.assemble;

/** What becomes of a document of which something never came. */
public enum MissingPolicy {
    /** It is published, and says what is missing. */
    MARK,
    /** Its records are dead letters INCOMPLETE_DOCUMENT. */
    DEAD_LETTER
}
