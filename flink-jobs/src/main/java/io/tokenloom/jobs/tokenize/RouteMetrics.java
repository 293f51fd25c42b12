package io.tokenloom.jobs.tokenize;

import io.tokenloom.deadletter.FailureCode;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * What a route did, in Flink's metrics: {@code items}, {@code sourceBytes}, {@code tokens}, {@code tombstones}, {@code
 * deadLetters} by {@code code}, all with the label {@code route}, and {@code checkpointAge}, the milliseconds since the
 * last completed checkpoint (with exactly-once, how old the newest visible record is at least). Confined to one task.
 */
final class RouteMetrics {
    private final MetricGroup group;
    private final Counter items;
    private final Counter sourceBytes;
    private final Counter tokens;
    private final Counter tombstones;
    private final Map<FailureCode, Counter> deadLetters = new EnumMap<>(FailureCode.class);
    private volatile long lastCheckpointNanos = System.nanoTime();

    RouteMetrics(MetricGroup operator, String route) {
        group = operator.addGroup("tokenloom").addGroup("route", route);
        items = group.counter("items");
        sourceBytes = group.counter("sourceBytes");
        tokens = group.counter("tokens");
        tombstones = group.counter("tombstones");
        group.gauge("checkpointAge", () -> (System.nanoTime() - lastCheckpointNanos) / 1_000_000);
    }

    void tokenized(long bytes, long tokenCount) {
        items.inc();
        sourceBytes.inc(bytes);
        tokens.inc(tokenCount);
    }

    void tokens(long count) {
        tokens.inc(count);
    }

    void tombstone() {
        tombstones.inc();
    }

    void deadLetter(FailureCode code) {
        deadLetters
                .computeIfAbsent(
                        code, any -> group.addGroup("code", code.name()).counter("deadLetters"))
                .inc();
    }

    void checkpointCompleted() {
        lastCheckpointNanos = System.nanoTime();
    }
}
