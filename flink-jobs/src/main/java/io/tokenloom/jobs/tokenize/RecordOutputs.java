package io.tokenloom.jobs.tokenize;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.wire.HeaderNames;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a source record of a route can become, counted. Confined to one task. */
final class RecordOutputs {
    private static final Logger LOG = LoggerFactory.getLogger(RecordOutputs.class);

    private final PlannedRoute route;
    private final DeadLetter deadLetter;
    private final RouteMetrics metrics;

    RecordOutputs(PlannedRoute route, String job, MetricGroup operator) {
        this.route = route;
        this.deadLetter = new DeadLetter(route.deadLetters(), job);
        this.metrics = new RouteMetrics(operator, route.route().name());
    }

    /** A tombstone, passed on. */
    SinkRecord tombstone(SourceRecord source) {
        metrics.tombstone();
        return output(source, null, List.of(HeaderField.text(HeaderNames.TOMBSTONE_SOURCE, source.address())));
    }

    /** Its token records. */
    List<SinkRecord> tokens(SourceRecord source, ItemTokenizer.Made made) {
        metrics.tokenized(made.contentBytes(), made.tokens());
        List<SinkRecord> records = new ArrayList<>(made.values().size());
        for (byte[] value : made.values()) {
            records.add(output(source, value, List.of()));
        }
        return records;
    }

    /** A token record that waits to be merged with others; it is counted when it leaves. */
    SinkRecord waiting(SourceRecord source, byte[] value) {
        return output(source, value, List.of());
    }

    /** Tells that an item of so many bytes came in whose tokens are counted later. */
    void cameIn(long bytes) {
        metrics.tokenized(bytes, 0);
    }

    /** Tells that so many tokens of items that had come in have left. */
    void left(long tokens) {
        metrics.tokens(tokens);
    }

    /** Its dead letter. */
    SinkRecord deadLetter(SourceRecord source, TokenizationException failure, int attempts) {
        metrics.deadLetter(failure.code());
        return deadLetter.of(source, failure, attempts);
    }

    /** Tells that a record is tried again. */
    void waits(TokenizationException failure) {
        LOG.warn("Route {} waits: {}", route.route().name(), failure.getMessage());
    }

    /** The failure of a record by a fault of the platform. */
    TokenizationException internal(SourceRecord source, Throwable fault) {
        LOG.error("Route {} failed at {}.", route.route().name(), source.address(), fault);
        return new TokenizationException(
                FailureCode.INTERNAL_ERROR,
                "The platform failed at this record (" + fault.getClass().getSimpleName()
                        + "). Report it with the record and the TaskManager's log.",
                fault);
    }

    private SinkRecord output(SourceRecord source, byte[] value, List<HeaderField> headers) {
        return new SinkRecord(route.route().to(), source.partition(), source.timestamp(), source.key(), value, headers);
    }

    void checkpointCompleted() {
        metrics.checkpointCompleted();
    }
}
