package io.tokenloom.cli.demo;

import java.util.List;
import java.util.TreeMap;

/**
 * Keeps what is shown of the first sources by id, in whatever order they come, so that two runs show the same. Not
 * thread-safe.
 *
 * @param <T> what is shown
 */
final class FirstShown<T> {
    private final int most;
    private final TreeMap<String, T> shown = new TreeMap<>();

    FirstShown(int most) {
        this.most = most;
    }

    /** Whether a source is among the first so far. */
    boolean wants(String source) {
        return shown.size() < most || source.compareTo(shown.lastKey()) <= 0;
    }

    void put(String source, T view) {
        shown.put(source, view);
        if (shown.size() > most) {
            shown.pollLastEntry();
        }
    }

    /** What was put of a source is out of date. */
    void remove(String source) {
        shown.remove(source);
    }

    List<T> all() {
        return List.copyOf(shown.values());
    }
}
