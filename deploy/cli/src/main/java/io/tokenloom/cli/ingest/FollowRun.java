package io.tokenloom.cli.ingest;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Follows all logs of one command over one connection to Kafka. Not thread-safe. */
final class FollowRun implements AutoCloseable {
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

    private final IngestRun run;
    private final String topic;
    private final FollowTargets targets;
    private final FollowTally tally;
    private final Clock clock;
    private final Meter meter;
    private final Notices notices;
    private final Map<String, FollowedLog> logs = new LinkedHashMap<>();
    private final Set<String> failed = new HashSet<>();
    private final Set<String> told = new HashSet<>();
    private Instant nextLook = Instant.MIN;

    /** The run gives the sessions and stays the caller's. */
    FollowRun(
            IngestRun run,
            String topic,
            FollowTargets targets,
            FollowTally tally,
            Clock clock,
            Meter meter,
            Notices notices) {
        this.run = run;
        this.topic = topic;
        this.targets = targets;
        this.tally = tally;
        this.clock = clock;
        this.meter = meter;
        this.notices = notices;
    }

    /** Sends and commits what is new everywhere. True if there is more at once. */
    boolean poll() {
        if (!clock.instant().isBefore(nextLook)) {
            look();
            nextLook = clock.instant().plus(LOOK_INTERVAL);
        }
        boolean more = false;
        for (FollowedLog log : logs.values()) {
            if (!failed.contains(log.target().id())) {
                more |= poll(log);
            }
        }
        return more;
    }

    private void look() {
        FollowTargets.Found found = targets.look();
        found.unreadable().forEach((path, reason) -> tellOnce(path + ": " + reason));
        if (!found.others().isEmpty()) {
            tellOnce(
                    found.others().size() + " files are not followed, because they are no logs by their names, such as "
                            + found.others().iterator().next() + "; --as lines follows them, too");
        }
        for (FollowTarget target : found.logs().values()) {
            if (!logs.containsKey(target.id()) && !open(target)) {
                logs.put(
                        target.id(), new FollowedLog(run.session(topic, target.root()), target, clock, meter, notices));
                notices.tell("following  " + target.id());
            }
        }
    }

    /** Whether the file is open under the name that it had before it was renamed. */
    private boolean open(FollowTarget target) {
        try {
            String key = OpenLog.fileKey(target.path());
            return !key.isEmpty()
                    && logs.values().stream().anyMatch(log -> log.openKey().equals(key));
        } catch (IOException e) {
            return false;
        }
    }

    private boolean poll(FollowedLog log) {
        String id = log.target().id();
        long records = log.records();
        long bytes = log.bytes();
        try {
            boolean more = log.poll();
            if (log.everThere()) {
                tally.failure(id, topic, "");
            } else {
                fail(id, "there is no such file yet");
            }
            return more;
        } catch (LineReader.LineTooLongException | TransactionalWriter.RefusedException e) {
            run.session(topic, log.target().root()).writer().abort();
            failed.add(id);
            fail(id, e.getMessage());
            return false;
        } catch (IOException e) {
            run.session(topic, log.target().root()).writer().abort();
            log.forget();
            fail(id, SourceScan.reason(e));
            return false;
        } finally {
            tally.add(id, topic, log.records() - records, log.bytes() - bytes);
        }
    }

    private void fail(String id, String reason) {
        if (tally.failure(id, topic, reason)) {
            notices.tell("FAILED     " + id + ": " + reason);
        }
    }

    private void tellOnce(String notice) {
        if (told.add(notice)) {
            notices.tell(notice);
        }
    }

    @Override
    public void close() {
        logs.values().forEach(FollowedLog::forget);
    }
}
