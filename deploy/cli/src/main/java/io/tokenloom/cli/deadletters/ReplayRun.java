package io.tokenloom.cli.deadletters;

import io.tokenloom.cli.deadletters.LetterTopic.Seen;
import io.tokenloom.cli.deadletters.ReplayReport.Mode;
import io.tokenloom.cli.deadletters.ReplayReport.Reach;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One pass over a dead-letter topic. Records that are to be sent are gathered, {@value #BATCH_RECORDS} or {@value
 * #BATCH_BYTES} bytes and one record at most, and then sent together. Not thread-safe; runs once.
 */
final class ReplayRun {
    private static final int BATCH_RECORDS = 500;
    private static final int BATCH_BYTES = 8 * 1024 * 1024;

    private final LetterTopic letters;
    private final ReplayPlan plan;
    private final ReplaySink sink;
    private final SourceTopics topics;
    private final Consumer<Verdict.Refused> refusals;
    private final Clock clock;

    private final List<Verdict.Ready> batch = new ArrayList<>();
    private final Map<String, ReplayReport.Route> routes = new TreeMap<>();
    private long batchBytes;
    private long done;
    private long refused;

    /** A run whose refusals are told as they come. */
    ReplayRun(
            LetterTopic letters,
            ReplayPlan plan,
            ReplaySink sink,
            SourceTopics topics,
            Consumer<Verdict.Refused> refusals,
            Clock clock) {
        this.letters = letters;
        this.plan = plan;
        this.sink = sink;
        this.topics = topics;
        this.refusals = refusals;
        this.clock = clock;
    }

    /** Goes over all, or until the end is asked for; what was gathered by then is sent. */
    ReplayReport over(Selection selection, Mode mode, BooleanSupplier endAsked) {
        Reach[] reach = {Reach.END};
        Seen seen = letters.visitWhile(selection, letter -> {
            if (endAsked.getAsBoolean()) {
                reach[0] = Reach.PART;
                return false;
            }
            decide(plan.of(letter));
            return true;
        });
        send();
        return new ReplayReport(mode, reach[0], letters.name(), seen, List.copyOf(routes.values()), done, refused);
    }

    private void decide(Verdict verdict) {
        if (verdict instanceof Verdict.Ready ready) {
            batch.add(ready);
            batchBytes += ready.bytes();
            if (batch.size() >= BATCH_RECORDS || batchBytes >= BATCH_BYTES) {
                send();
            }
        } else if (verdict instanceof Verdict.Refused no) {
            refuse(no);
        } else {
            done++;
        }
    }

    private void send() {
        if (batch.isEmpty()) {
            return;
        }
        ReplaySink.Outcome outcome = sink.send(List.copyOf(batch));
        batch.clear();
        batchBytes = 0;
        outcome.refused().forEach(this::refuse);
        outcome.sent().forEach(this::count);
    }

    private void refuse(Verdict.Refused no) {
        refused++;
        refusals.accept(no);
    }

    private void count(Verdict.Ready sent) {
        String topic = sent.record().topic();
        String reason = sent.letter().reason();
        Optional<Duration> retention = topics.retention(topic);
        Instant oldest = retention.map(clock.instant()::minus).orElse(Instant.MIN);
        long expiring = sent.letter().time().isBefore(oldest) ? 1 : 0;
        routes.merge(
                reason + "\n" + topic,
                new ReplayReport.Route(reason, topic, 1, expiring),
                (some, one) -> new ReplayReport.Route(
                        reason, topic, some.records() + one.records(), some.expiring() + one.expiring()));
    }
}
