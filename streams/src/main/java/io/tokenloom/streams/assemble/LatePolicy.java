package io.tokenloom.streams.assemble;

/** What becomes of an item that comes when its document's time has passed. */
public enum LatePolicy {
    /** A document of its own with what else comes late of the same document, marked late. */
    DOCUMENT,
    /** A dead letter LATE_ITEM. */
    DEAD_LETTER
}
