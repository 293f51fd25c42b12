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
        Retries retries = new Retries();
        while (true) {
            try {
                outputs.tokens(source, tokenize(source, tokenizer)).forEach(out::collect);
                return;
            } catch (TokenizationException failure) {
                if (Thread.interrupted()) {
                    // The task is being cancelled, which is no fault of the record: it will be read again.
                    throw new InterruptedException("cancelled while at work on " + source.address());
                }
                int attempts = retries.attempts();
                Optional<Duration> wait = retries.waitAfter(failure, source);
                if (wait.isEmpty()) {
                    out.collect(outputs.deadLetter(source, failure, attempts));
                    return;
                }
                outputs.waits(failure);
                Thread.sleep(wait.get().toMillis());
            }
        }
    }

    private ItemTokenizer.Made tokenize(SourceRecord source, Function<SourceRecord, ItemTokenizer.Made> tokenizer) {
        try {
            return tokenizer.apply(source);
        } catch (TokenizationException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw outputs.internal(source, e);
        }
    }

    void checkpointCompleted() {
        outputs.checkpointCompleted();
    }
}
