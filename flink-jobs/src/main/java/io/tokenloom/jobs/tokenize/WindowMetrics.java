package io.tokenloom.jobs.tokenize;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * What dynamic tokenization does on a route, in Flink's metrics, with the label {@code route}: {@code windows}, {@code
 * tokensSaved}, {@code deltas} and {@code deltaBytes} (those that were published), the gauges {@code recordsWaiting}, and of
 * the last window {@code windowRecords}, {@code windowTokens} and {@code windowTokensSaved}. Confined to one task.
 */
final class WindowMetrics {
    private final Counter windows;
    private final Counter tokensSaved;
    private final Counter deltas;
    private final Counter deltaBytes;
    private volatile long waiting;
    private volatile long lastRecords;
    private volatile long lastTokens;
    private volatile long lastSaved;

    WindowMetrics(MetricGroup operator, String route) {
        MetricGroup group = operator.addGroup("tokenloom").addGroup("route", route);
        windows = group.counter("windows");
        tokensSaved = group.counter("tokensSaved");
        deltas = group.counter("deltas");
        deltaBytes = group.counter("deltaBytes");
        group.gauge("recordsWaiting", () -> waiting);
        group.gauge("windowRecords", () -> lastRecords);
        group.gauge("windowTokens", () -> lastTokens);
        group.gauge("windowTokensSaved", () -> lastSaved);
    }

    /** So many records wait in all windows. */
    void waiting(long records) {
        waiting = records;
    }

    void closed(WindowMerging.Merged window) {
        long saved = window.tokensBefore() - window.tokensAfter();
        windows.inc();
        tokensSaved.inc(saved);
        lastRecords = window.records().size();
        lastTokens = window.tokensBefore();
        lastSaved = saved;
    }

    void published(WindowMerging.Delta delta) {
        deltas.inc();
        deltaBytes.inc(delta.record().value().length);
    }
}
