package io.tokenloom.cli.stats;

import io.tokenloom.record.TokenStatistics;
import io.tokenloom.record.TokenizerFingerprint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Windows of statistics, each once: where one is there twice, because a job was set back, the later one counts. Memory: the
 * windows that are kept. Not thread-safe.
 */
public final class Windows {
    private static final Comparator<TokenStatistics> ORDER = Comparator.comparing(TokenStatistics::getTokenTopic)
            .thenComparing(TokenStatistics::getSourceTopic)
            .thenComparing(TokenStatistics::getPlane)
            .thenComparing(TokenStatistics::getTokenizer)
            .thenComparingInt(TokenStatistics::getPartition)
            .thenComparing(TokenStatistics::getWindowStart);

    private final Kept which;
    private final Map<List<Object>, TokenStatistics> kept = new HashMap<>();

    /** Which windows are kept. */
    public enum Kept {
        /** The last one of each series. */
        NEWEST,
        /** All. */
        ALL
    }

    /** None yet. */
    public Windows(Kept which) {
        this.which = which;
    }

    /** Takes a window; those of a series in any order. */
    public void add(TokenStatistics window) {
        List<Object> key = new ArrayList<>(series(window));
        if (which == Kept.ALL) {
            key.add(window.getWindowStart());
        }
        kept.merge(key, window, (before, now) -> now.getWindowStart().isBefore(before.getWindowStart()) ? before : now);
    }

    /** What is measured apart from each other. */
    private static List<Object> series(TokenStatistics window) {
        TokenizerFingerprint tokenizer = window.getTokenizer();
        return List.of(
                window.getTokenTopic(), window.getPartition(), window.getSourceTopic(), tokenizer, window.getPlane());
    }

    /** Those that are kept, by token topic, source topic, plane, tokenizer, partition and time. */
    public List<TokenStatistics> all() {
        return kept.values().stream().sorted(ORDER).toList();
    }
}
