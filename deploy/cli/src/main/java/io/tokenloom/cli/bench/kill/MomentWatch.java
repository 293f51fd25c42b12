package io.tokenloom.cli.bench.kill;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.connection.Brokers;
import io.tokenloom.cli.ingest.PathIngest;
import io.tokenloom.jobs.routes.Routes;
import io.tokenloom.standalone.HomeFolder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Waits for the moment of a kill. Made before the run begins, whose records it counts. Not thread-safe; the client stays
 * the caller's to close.
 */
final class MomentWatch {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** Longer than any usual pause between two checkpoints or two commits. */
    private static final Duration TRIGGER_LIMIT = Duration.ofSeconds(10);

    private static final long LOOK_MILLIS = 1;

    private final Brokers brokers;
    private final Path checkpoints;
    private final WrittenRecords written;
    private final long before;

    private MomentWatch(Brokers brokers, Path checkpoints, WrittenRecords written) {
        this.brokers = brokers;
        this.checkpoints = checkpoints;
        this.written = written;
        this.before = written.count();
    }

    /** A watch over all that the victim has a part in: sources only for the process that sends. */
    static MomentWatch of(Brokers brokers, HomeFolder home, Routes routes, Victim victim) {
        Stream<String> topics = victim == Victim.INGEST
                ? routes.sourceTopics().stream()
                : Stream.concat(routes.sourceTopics().stream(), routes.targetTopics().stream());
        return new MomentWatch(
                brokers,
                home.checkpoints().resolve(HomeFolder.JOB_ID),
                WrittenRecords.to(brokers, topics.distinct().toList()));
    }

    /** How much this run has written so far. */
    long written() {
        return written.count() - before;
    }

    /**
     * Waits until the moment has come.
     *
     * @param whole what an undisturbed run writes
     * @return the share of it that was written at the end of the wait
     */
    double await(KillMoment moment, long whole) {
        if (!holdsWithin(LIMIT, () -> written() >= moment.share() * whole)) {
            throw CommandException.failed("the run stands still: " + written() + " of " + whole
                    + " records were written within " + LIMIT.toSeconds() + " s");
        }
        // A trigger that does not come any more is no reason not to kill.
        switch (moment.trigger()) {
            case ANY_TIME -> {}
            case CHECKPOINT_BEGINS -> awaitNew(this::checkpoints);
            case CHECKPOINT_COMPLETE -> awaitNew(this::completeCheckpoints);
            case INGEST_COMMITS -> awaitCommit();
        }
        Pause.of(moment.later());
        return (double) written() / whole;
    }

    private void awaitNew(Supplier<Set<Path>> look) {
        Set<Path> old = look.get();
        holdsWithin(TRIGGER_LIMIT, () -> !old.containsAll(look.get()));
    }

    private void awaitCommit() {
        WrittenRecords progress = WrittenRecords.to(brokers, List.of(PathIngest.progressTopic()));
        long old = progress.count();
        holdsWithin(TRIGGER_LIMIT, () -> progress.count() > old);
    }

    private static boolean holdsWithin(Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            Pause.of(Duration.ofMillis(LOOK_MILLIS));
        }
        return true;
    }

    private Set<Path> completeCheckpoints() {
        Set<Path> complete = checkpoints();
        complete.removeIf(checkpoint -> !Files.exists(checkpoint.resolve("_metadata")));
        return complete;
    }

    private Set<Path> checkpoints() {
        Set<Path> found = new HashSet<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(checkpoints, "chk-*")) {
            folders.forEach(found::add);
        } catch (IOException e) {
            throw CommandException.failed("the checkpoints in " + checkpoints + " can't be listed (" + e + ")", e);
        }
        return found;
    }
}
