package io.tokenloom.standalone;

import static io.tokenloom.standalone.StandaloneException.Reason.ALREADY_RUNNING;
import static io.tokenloom.standalone.StandaloneException.Reason.HOME_UNUSABLE;
import static io.tokenloom.standalone.StandaloneException.Reason.PART_FAILED;
import static io.tokenloom.standalone.StandaloneException.Reason.TIMED_OUT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Starts, asks and stops the installation in one home folder. The installation is a supervisor process and its parts;
 * it outlives the process that called {@link #up}. Thread-safe: all state is in the home folder.
 */
public final class StandaloneCluster {
    /** Deaths of one part after which a start that never succeeded is given up. */
    private static final int GIVE_UP_AFTER = 4;

    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);
    private static final int TAIL_LINES = 15;

    private final HomeFolder home;

    private StandaloneCluster(HomeFolder home) {
        this.home = home;
    }

    /** The installation of a home folder, running or not. */
    public static StandaloneCluster at(Path home) {
        return new StandaloneCluster(new HomeFolder(home.toAbsolutePath().normalize()));
    }

    /** {@link #up(StandaloneSettings, Consumer)} without watching. */
    public static StandaloneStatus up(StandaloneSettings settings) {
        return up(settings, status -> {});
    }

    /**
     * Starts everything and waits until it is healthy.
     *
     * @param watcher called on this thread with every change of the state while waiting
     * @return the state, with notes about what was recovered
     * @throws StandaloneException if it runs already, cannot start, is not healthy in time or this thread is
     *     interrupted; but for the first case nothing is left running
     */
    public static StandaloneStatus up(StandaloneSettings settings, Consumer<StandaloneStatus> watcher) {
        StandaloneCluster cluster = at(settings.home());
        try {
            List<String> notes = cluster.prepare(settings);
            Process supervisor = new SupervisorLaunch(settings, cluster.home).start();
            try {
                StandaloneStatus status = cluster.awaitHealthy(settings, supervisor, watcher);
                return new StandaloneStatus(
                        status.state(), status.supervisorPid(), status.addresses(), status.parts(), notes);
            } catch (RuntimeException e) {
                cluster.takeBack(supervisor.toHandle());
                throw e;
            }
        } catch (IOException e) {
            throw cluster.unusable(e);
        }
    }

    /**
     * Chooses and remembers the ports of the next start, for callers that write addresses into files first. While the
     * installation runs, its present addresses.
     *
     * @throws StandaloneException OCCUPIED_PORT if a fixed or remembered port belongs to another process
     */
    public static StandaloneAddresses reserve(StandaloneSettings settings) {
        StandaloneCluster cluster = at(settings.home());
        StandaloneStatus status = cluster.status();
        if (status.supervisorPid().isPresent() && status.addresses().isPresent()) {
            return status.addresses().get();
        }
        try {
            Preflight.check(settings, cluster.home);
            cluster.awaitSurvivorsGone();
            return StandaloneAddresses.of(PortTable.reserve(cluster.home, settings.fixedPorts()), settings.external());
        } catch (IOException e) {
            throw cluster.unusable(e);
        }
    }

    /** What runs now. */
    public StandaloneStatus status() {
        try {
            return StatusFile.read(home);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /**
     * Stops all parts in order, then the supervisor; data stays. Does nothing if nothing runs.
     *
     * @return whether something ran
     * @throws StandaloneException TIMED_OUT if a process does not end
     */
    public boolean down() {
        try {
            StandaloneStatus status = status();
            boolean ran = status.supervisorPid().isPresent();
            if (ran) {
                ProcessHandle.of(status.supervisorPid().getAsLong()).ifPresent(this::end);
            }
            awaitSurvivorsGone();
            return ran;
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Also on an interrupted thread, which is how a caller gives up waiting. */
    private void takeBack(ProcessHandle supervisor) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            end(supervisor);
            awaitSurvivorsGone();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void end(ProcessHandle supervisor) {
        supervisor.destroy();
        if (!endsWithin(supervisor, STOP_TIMEOUT)) {
            throw new StandaloneException(
                    TIMED_OUT,
                    "supervisor " + supervisor.pid() + " does not end within " + STOP_TIMEOUT.toSeconds() + " s; see "
                            + home.output("supervisor"));
        }
    }

    private List<String> prepare(StandaloneSettings settings) throws IOException {
        Preflight.check(settings, home);
        List<String> notes = new ArrayList<>();
        Optional<Long> recorded = HomeLock.recordedPid(home);
        try (HomeLock lock = HomeLock.take(home).orElseThrow(() -> alreadyRunning(recorded))) {
            recorded.ifPresent(pid -> notes.add("the last run (process " + pid
                    + ") ended without down; its lock was taken over, its data is kept"));
            awaitSurvivorsGone();
            PortTable.reserve(home, settings.fixedPorts());
            Files.deleteIfExists(home.status());
            SettingsFile.write(home.settings(), settings);
            lock.clearPid();
        }
        return notes;
    }

    private StandaloneException alreadyRunning(Optional<Long> pid) {
        return new StandaloneException(
                ALREADY_RUNNING,
                "already running in " + home.path()
                        + pid.map(id -> " (process " + id + ")").orElse("")
                        + "; use it, stop it with down, or choose another home");
    }

    /** Parts end by themselves when their supervisor dies; the ports are free only after that. */
    private void awaitSurvivorsGone() throws IOException {
        for (ProcessHandle survivor : StatusFile.survivors(home)) {
            if (!endsWithin(survivor, Duration.ofSeconds(5))) {
                survivor.destroyForcibly();
                if (!endsWithin(survivor, Duration.ofSeconds(5))) {
                    throw new StandaloneException(
                            TIMED_OUT, "process " + survivor.pid() + " of the last run does not end; end it by hand");
                }
            }
        }
    }

    private StandaloneStatus awaitHealthy(
            StandaloneSettings settings, Process supervisor, Consumer<StandaloneStatus> watcher) {
        long deadline = System.nanoTime() + settings.startTimeout().toNanos();
        List<PartStatus> seen = List.of();
        while (true) {
            StandaloneStatus status = status();
            if (!status.parts().equals(seen)) {
                seen = status.parts();
                watcher.accept(status);
            }
            if (status.state() == StandaloneStatus.State.RUNNING) {
                return status;
            }
            seen.stream()
                    .filter(part -> part.health() == PartStatus.Health.REFUSED)
                    .findFirst()
                    .ifPresent(part -> {
                        throw new StandaloneException(
                                PART_FAILED, part.name() + " can't start; see " + part.log() + reason(part));
                    });
            seen.stream()
                    .filter(part -> part.failures() >= GIVE_UP_AFTER)
                    .findFirst()
                    .ifPresent(part -> {
                        throw new StandaloneException(
                                PART_FAILED,
                                part.name() + " died " + part.failures() + " times; see " + part.log() + reason(part));
                    });
            if (endsWithin(supervisor.toHandle(), TICK)) {
                throw new StandaloneException(
                        PART_FAILED,
                        "the supervisor ended; see " + home.output("supervisor")
                                + LogTail.of(home.output("supervisor"), TAIL_LINES));
            }
            if (System.nanoTime() > deadline) {
                throw new StandaloneException(
                        TIMED_OUT,
                        "not healthy within " + settings.startTimeout().toSeconds() + " s: " + describe(seen) + "; see "
                                + home.logs());
            }
        }
    }

    /** A message where there is one, for nobody reads pages of log. */
    private String reason(PartStatus part) {
        return LogTail.reason(part.log())
                .or(() -> LogTail.reason(home.output(part.name())))
                .map(message -> "\n  " + message)
                .orElseGet(() -> LogTail.of(part.log(), TAIL_LINES) + LogTail.of(home.output(part.name()), TAIL_LINES));
    }

    private static String describe(List<PartStatus> parts) {
        List<String> words = parts.stream()
                .map(part -> part.name() + " is " + part.health().name().toLowerCase(java.util.Locale.ROOT)
                        + (part.detail().isEmpty() ? "" : " (" + part.detail() + ")"))
                .toList();
        return words.isEmpty() ? "no part started" : String.join(", ", words);
    }

    private static boolean endsWithin(ProcessHandle process, Duration limit) {
        try {
            process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting for process " + process.pid() + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StandaloneException(TIMED_OUT, "interrupted while waiting for process " + process.pid(), e);
        }
    }

    private StandaloneException unusable(IOException e) {
        return new StandaloneException(
                HOME_UNUSABLE,
                "home folder " + home.path() + " cannot be read or written (" + e + "); mend its rights",
                e);
    }
}
