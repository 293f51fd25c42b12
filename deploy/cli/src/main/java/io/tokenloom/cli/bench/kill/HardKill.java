package io.tokenloom.cli.bench.kill;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.platform.Platform;
import io.tokenloom.standalone.PartStatus;
import io.tokenloom.standalone.StandaloneStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code kill -9}: the process gets no chance to tidy up. */
final class HardKill {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private HardKill() {}

    /** Kills, and waits until the processes are gone. */
    static void of(Victim victim, Platform platform, Process ingest) {
        List<ProcessHandle> processes = processes(victim, platform, ingest);
        processes.forEach(ProcessHandle::destroyForcibly);
        processes.forEach(HardKill::awaitEnd);
    }

    private static List<ProcessHandle> processes(Victim victim, Platform platform, Process ingest) {
        List<ProcessHandle> processes = new ArrayList<>();
        switch (victim) {
            case BROKER, REGISTRY, JOB_MANAGER, TASK_MANAGER ->
                victim.part().ifPresent(part -> processes.add(part(platform, part)));
            case SUPERVISOR -> add(processes, platform.status().supervisorPid());
            case INGEST -> processes.add(ingest.toHandle());
            case EVERYTHING -> {
                StandaloneStatus status = platform.status();
                // First the one that would start the others again.
                add(processes, status.supervisorPid());
                status.parts().forEach(part -> add(processes, part.pid()));
                processes.add(ingest.toHandle());
            }
        }
        return processes;
    }

    private static ProcessHandle part(Platform platform, String name) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            OptionalLong pid = platform.status().part(name).map(PartStatus::pid).orElse(OptionalLong.empty());
            if (pid.isPresent()) {
                return ProcessHandle.of(pid.getAsLong())
                        .orElseThrow(() -> CommandException.failed(name + " died before it was killed"));
            }
            if (System.nanoTime() - deadline > 0) {
                throw CommandException.failed(name + " has no process within " + LIMIT.toSeconds() + " s");
            }
            Pause.of(Duration.ofMillis(50));
        }
    }

    private static void add(List<ProcessHandle> processes, OptionalLong pid) {
        pid.ifPresent(number -> ProcessHandle.of(number).ifPresent(processes::add));
    }

    private static void awaitEnd(ProcessHandle process) {
        try {
            process.onExit().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw CommandException.failed("process " + process.pid() + " does not end when it is killed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.failed("interrupted", e);
        }
    }
}
