package io.tokenloom.jobs.tokenize;

import io.tokenloom.deadletter.TokenizationException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.Collector;

/**
 * What becomes of the records of a route that are tokenized one after the other: token records, or one dead letter, or a
 * tombstone that is passed on. A record never stops the job. Not thread-safe.
 */
final class RecordProcessing {
    private final RecordOutputs outputs;

    RecordProcessing(PlannedRoute route, String job, MetricGroup operator) {
        this.outputs = new RecordOutputs(route, job, operator);
    }

    /**
     * Deals with one record.
     *
     * @param tokenizer throws {@link TokenizationException} for a record that can't become tokens, having changed nothing
     */
    void process(SourceRecord source, Function<SourceRecord, ItemTokenizer.Made> tokenizer, Collector<SinkRecord> out)
            throws InterruptedException {
        if (source.value() == null) {
            out.collect(outputs.tombstone(source));
            return;
        }
        attempt(source, tokenizer, out)
                .ifPresent(made -> outputs.tokens(source, made).forEach(out::collect));
    }

    /**
     * What is made of a record whose value is not null; nothing where all that could be made of it is its dead letter,
     * which leaves at once.
     *
     * @param work throws {@link TokenizationException} for a record that can't become tokens, having changed nothing
     */
    <T> Optional<T> attempt(SourceRecord source, Function<SourceRecord, T> work, Collector<SinkRecord> out)
            throws InterruptedException {
        LargeContents.Room room = LargeContents.ofThisProcess().room(source);
        try {
            return workOrGiveUp(source, work, out);
        } finally {
            room.close();
        }
    }

    private <T> Optional<T> workOrGiveUp(SourceRecord source, Function<SourceRecord, T> work, Collector<SinkRecord> out)
            throws InterruptedException {
        Retries retries = null;
        while (true) {
            try {
                return Optional.of(work(source, work));
            } catch (TokenizationException failure) {
                if (Thread.interrupted()) {
                    // The task is being cancelled, which is no fault of the record: it will be read again.
                    throw new InterruptedException("cancelled while at work on " + source.address());
                }
                // Most records never need any.
                retries = retries == null ? new Retries() : retries;
                int attempts = retries.attempts();
                Optional<Duration> wait = retries.waitAfter(failure, source);
                if (wait.isEmpty()) {
                    out.collect(outputs.deadLetter(source, failure, attempts));
                    return Optional.empty();
                }
                outputs.waits(failure);
                Thread.sleep(wait.get().toMillis());
            }
        }
    }

    private <T> T work(SourceRecord source, Function<SourceRecord, T> work) {
        try {
            return work.apply(source);
        } catch (TokenizationException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw outputs.internal(source, e);
        }
    }

    /** What source records can become. */
    RecordOutputs outputs() {
        return outputs;
    }

    void checkpointCompleted() {
        outputs.checkpointCompleted();
    }
}
