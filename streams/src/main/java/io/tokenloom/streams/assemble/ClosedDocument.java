package io.tokenloom.streams.assemble;

import java.util.List;

/**
 * A document that has ended.
 *
 * @param documentId what its items have in common
 * @param late whether they came after its time
 * @param closeTime stream time at which it ended, microseconds
 * @param items in order
 * @param missing what was expected and did not come, in words
 */
record ClosedDocument(String documentId, boolean late, long closeTime, List<HeldItem> items, List<String> missing) {
    /** Copies. */
    ClosedDocument {
        items = List.copyOf(items);
        missing = List.copyOf(missing);
    }
}
