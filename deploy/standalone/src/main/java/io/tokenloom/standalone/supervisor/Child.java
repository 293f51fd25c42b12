package io.tokenloom.standalone.supervisor;

import io.tokenloom.standalone.HomeFolder;
import io.tokenloom.standalone.PartStatus;
import io.tokenloom.standalone.PartStatus.Health;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** One part and its process over all its lives. Confined to the supervisor's thread. */
final class Child {
    private static final long MOST_OUTPUT_BYTES = 4 << 20;
    private static final long STOP_SECONDS = 20;
    private static final long PROBE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long FIRST_PROBE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Part part;
    private final HomeFolder home;
    private final Backoff backoff = new Backoff();
    private Optional<Process> process = Optional.empty();
    private Health health = Health.WAITING;
    private String detail = "";
    private int failures;
    private long nextProbe;

    Child(Part part, HomeFolder home) {
        this.part = part;
        this.home = home;
    }

    Part part() {
        return part;
    }

    Health health() {
        return health;
    }

    PartStatus status() {
        OptionalLong pid = process.map(living -> OptionalLong.of(living.pid())).orElse(OptionalLong.empty());
        return new PartStatus(part.name(), health, pid, failures, home.log(part.name()), detail);
    }

    /** Whether a start is due: never started, or dead for as long as the back-off says. */
    boolean isDue(long now) {
        return process.isEmpty() && (health == Health.WAITING || backoff.isOver(now));
    }

    void start(long now) {
        try {
            Process started = new ProcessBuilder(part.command())
                    .directory(home.path().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output())
                    .start();
            process = Optional.of(started);
            health = Health.STARTING;
            detail = "";
            nextProbe = now + FIRST_PROBE_NANOS;
        } catch (IOException e) {
            died(now, "cannot be started: " + e.getMessage());
        }
    }

    private ProcessBuilder.Redirect output() throws IOException {
        Path file = home.output(part.name());
        boolean full = Files.exists(file) && Files.size(file) > MOST_OUTPUT_BYTES;
        File target = file.toFile();
        return full ? ProcessBuilder.Redirect.to(target) : ProcessBuilder.Redirect.appendTo(target);
    }

    /** Looks at the process; true if it died since the last look. */
    boolean look(long now) {
        if (process.isEmpty()) {
            return false;
        }
        if (!process.get().isAlive()) {
            int status = process.get().exitValue();
            died(now, "ended with status " + status);
            if (part.refusal().equals(OptionalInt.of(status))) {
                health = Health.REFUSED;
            }
            return true;
        }
        if (now - nextProbe >= 0) {
            probe();
            long pause = health == Health.HEALTHY ? PROBE_NANOS : FIRST_PROBE_NANOS;
            nextProbe = System.nanoTime() + pause;
        }
        return false;
    }

    private void probe() {
        try {
            Part.Answer answer = part.ask();
            if (answer.state() == Part.Answer.State.HEALTHY) {
                if (health != Health.HEALTHY) {
                    backoff.healthy(System.nanoTime());
                }
                health = Health.HEALTHY;
            } else {
                notHealthy();
            }
            detail = answer.detail();
        } catch (IOException e) {
            notHealthy();
            detail = health == Health.STARTING ? "" : "does not answer: " + e.getMessage();
        }
    }

    private void notHealthy() {
        if (health == Health.HEALTHY) {
            health = Health.UNHEALTHY;
        }
    }

    private void died(long now, String why) {
        process = Optional.empty();
        health = Health.DEAD;
        detail = why;
        failures++;
        backoff.died(now);
    }

    /** Ends the process because a part that it depends on died; it is started again without delay. */
    void restart() {
        process.ifPresent(running -> end(running, 0));
        process = Optional.empty();
        health = Health.WAITING;
        detail = "";
    }

    /** Asks the process to end, then makes it. */
    void stop() {
        process.ifPresent(running -> end(running, STOP_SECONDS));
        process = Optional.empty();
        health = Health.STOPPED;
        detail = "";
    }

    private static void end(Process running, long seconds) {
        try {
            if (seconds > 0) {
                // Not Process.destroy: that closes the pipe first, and the child would not say goodbye.
                running.toHandle().destroy();
                if (running.waitFor(seconds, TimeUnit.SECONDS)) {
                    return;
                }
            }
            running.destroyForcibly();
            running.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
