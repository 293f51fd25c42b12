package io.tokenloom.bundle;

import java.util.List;

/**
 * A text and the ids that the reference implementation gives for it. Thread-safe: deeply immutable.
 *
 * @param text what is encoded
 * @param ids in order
 */
public record GoldenItem(String text, List<Integer> ids) {
    public GoldenItem {
        ids = List.copyOf(ids);
    }
}
