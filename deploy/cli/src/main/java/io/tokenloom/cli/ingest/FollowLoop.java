package io.tokenloom.cli.ingest;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.EndSignal;
import io.tokenloom.cli.ExitCode;
import io.tokenloom.cli.connection.Brokers;
import io.tokenloom.connection.Connections;
import io.tokenloom.reader.ReaderException;
import io.tokenloom.wire.SchemaSource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Follows logs until the end is asked for, and beyond outages of Kafka. Not thread-safe. */
final class FollowLoop {
    /** Twice in a second, so that a line is committed within about one. */
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(5);

    private final Connections connections;
    private final IngestPlan plan;
    private final FollowTargets targets;
    private final FollowTally tally = new FollowTally();
    private final Meter meter;
    private final Notices notices;

    FollowLoop(Connections connections, IngestPlan plan, FollowTargets targets, Meter meter, Notices notices) {
        this.connections = connections;
        this.plan = plan;
        this.targets = targets;
        this.meter = meter;
        this.notices = notices;
    }

    /**
     * Runs.
     *
     * @throws CommandException "unreachable" if Kafka does not answer at the start, "failed" if another ingest of the
     *     same logs has started
     */
    void run(EndSignal end) {
        boolean connected = false;
        while (!end.awaits(Duration.ZERO)) {
            try (Brokers brokers = Brokers.connect(connections)) {
                connected = true;
                brokers.ensure(List.of(Progress.TOPIC, plan.topic(SourceForm.LINES)));
                follow(brokers, end);
            } catch (CommandException | ReaderException e) {
                if (!connected || !ExitCode.isUnreachable(e)) {
                    throw e;
                }
                notices.tell(e.getMessage() + " Trying again every " + RETRY_INTERVAL.toSeconds() + " s.");
                end.awaits(RETRY_INTERVAL);
            }
        }
    }

    private void follow(Brokers brokers, EndSignal end) {
        try (IngestRun run = new IngestRun(
                        connections,
                        brokers,
                        plan,
                        () -> SchemaSource.connect(connections.schemaRegistry()),
                        Repetition.SKIP,
                        meter,
                        notices);
                FollowRun follow = new FollowRun(
                        run, plan.topic(SourceForm.LINES).name(), targets, tally, Clock.systemUTC(), meter, notices)) {
            boolean more = false;
            while (!end.awaits(more ? Duration.ZERO : POLL_INTERVAL)) {
                more = follow.poll();
            }
        }
    }

    /** What became of each log. */
    FollowTally tally() {
        return tally;
    }
}
