package io.tokenloom.jobs.tokenize;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.wire.HeaderNames;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.Collector;
import org.apache.flink.util.concurrent.ExponentialBackoffRetryStrategy;
import org.apache.flink.util.concurrent.RetryStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a source record, whatever its route: its token records, or one dead letter, or a tombstone that is
 * passed on. A record never stops the job; a resource that is not there is asked for again for half a minute first. Not
 * thread-safe.
 */
final class RecordProcessing {
    private static final Logger LOG = LoggerFactory.getLogger(RecordProcessing.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(250);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final int RETRIES = 9;

    /** A content that is behind its record by more than this is missing. */
    private static final Duration CONTENT_DELAY = Duration.ofSeconds(30);

    private final PlannedRoute route;
    private final DeadLetter deadLetter;
    private final RouteMetrics metrics;

    RecordProcessing(PlannedRoute route, String job, MetricGroup operator) {
        this.route = route;
        this.deadLetter = new DeadLetter(route, job);
        this.metrics = new RouteMetrics(operator, route.route().name());
    }

    /**
     * Deals with one record.
     *
     * @param tokenizer throws {@link TokenizationException} for a record that can't become tokens, having changed nothing
     */
    void process(SourceRecord source, Function<SourceRecord, ItemTokenizer.Made> tokenizer, Collector<SinkRecord> out)
            throws InterruptedException {
        if (source.value() == null) {
            metrics.tombstone();
            out.collect(
                    output(source, null, List.of(HeaderField.text(HeaderNames.TOMBSTONE_SOURCE, source.address()))));
            return;
        }
        LargeContents.Room room = LargeContents.ofThisProcess().room(source);
        try {
            tokenizeOrGiveUp(source, tokenizer, out);
        } finally {
            room.close();
        }
    }

    private void tokenizeOrGiveUp(
            SourceRecord source, Function<SourceRecord, ItemTokenizer.Made> tokenizer, Collector<SinkRecord> out)
            throws InterruptedException {
        RetryStrategy retries = new ExponentialBackoffRetryStrategy(RETRIES, FIRST_WAIT, LONGEST_WAIT);
        for (int attempt = 1; ; attempt++) {
            try {
                ItemTokenizer.Made made = tokenize(source, tokenizer);
                for (byte[] value : made.values()) {
                    out.collect(output(source, value, List.of()));
                }
                metrics.tokenized(made.contentBytes(), made.tokens());
                return;
            } catch (TokenizationException failure) {
                if (Thread.interrupted()) {
                    // The task is being cancelled, which is no fault of the record: it will be read again.
                    throw new InterruptedException("cancelled while at work on " + source.address());
                }
                if (!mayComeYet(failure, source) || retries.getNumRemainingRetries() == 0) {
                    metrics.deadLetter(failure.code());
                    out.collect(deadLetter.of(source, failure, attempt));
                    return;
                }
                LOG.warn("Route {} waits: {}", route.route().name(), failure.getMessage());
                Thread.sleep(retries.getRetryDelay().toMillis());
                retries = retries.getNextRetryStrategy();
            }
        }
    }

    /**
     * Whether to ask again. A content may come a little after its record; one that should have been there long ago must
     * not hold up the others.
     */
    private static boolean mayComeYet(TokenizationException failure, SourceRecord source) {
        return switch (failure.code()) {
            case CLAIM_MISSING -> System.currentTimeMillis() - source.timestamp() < CONTENT_DELAY.toMillis();
            // What this machine lacks it will not have in a minute.
            case DECODER_UNAVAILABLE -> false;
            default -> failure.code().retriable();
        };
    }

    private ItemTokenizer.Made tokenize(SourceRecord source, Function<SourceRecord, ItemTokenizer.Made> tokenizer) {
        try {
            return tokenizer.apply(source);
        } catch (TokenizationException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("Route {} failed at {}.", route.route().name(), source.address(), e);
            throw new TokenizationException(
                    FailureCode.INTERNAL_ERROR,
                    "The platform failed at this record (" + e.getClass().getSimpleName()
                            + "). Report it with the record and the TaskManager's log.",
                    e);
        }
    }

    private SinkRecord output(SourceRecord source, byte[] value, List<HeaderField> headers) {
        return new SinkRecord(route.route().to(), source.partition(), source.timestamp(), source.key(), value, headers);
    }

    void checkpointCompleted() {
        metrics.checkpointCompleted();
    }
}
