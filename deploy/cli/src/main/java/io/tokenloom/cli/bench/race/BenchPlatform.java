package io.tokenloom.cli.bench.race;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.platform.Platform;
import io.tokenloom.cli.platform.RunningPlatform;
import io.tokenloom.configuration.ConnectionsFile;
import io.tokenloom.connection.Connections;
import io.tokenloom.standalone.JobSettings;
import io.tokenloom.standalone.PartNames;
import io.tokenloom.standalone.PartStatus;
import io.tokenloom.standalone.StandaloneAddresses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * A platform in a temporary folder with a job of the benchmark's. Stopped by {@link #close()}, which leaves the folder with
 * its logs unless {@link #measured()} was called. Not thread-safe.
 */
public final class BenchPlatform implements AutoCloseable {
    /** Slots of the worker, as many as the platform has where nobody says otherwise. */
    public static final int SLOTS = 2;

    private final Platform platform;
    private final RunningPlatform running;
    private boolean measured;

    private BenchPlatform(Platform platform, RunningPlatform running) {
        this.platform = platform;
        this.running = running;
    }

    /** What the platform works on. */
    public interface Job {
        /**
         * The job, after its files were written.
         *
         * @param home the folder of the platform, empty
         * @param connections where the connections file will be
         */
        JobSettings in(Path home, Path connections) throws IOException;
    }

    /** Starts everything and waits until it is healthy. */
    public static BenchPlatform start(Job job) throws IOException {
        Path home = Files.createTempDirectory("tokenloom-bench");
        Platform platform = new Platform(home);
        JobSettings settings = job.in(home, platform.connectionsFile());
        return new BenchPlatform(platform, RunningPlatform.withJob(platform, settings, SLOTS));
    }

    /** Nobody will want to look at it any more. */
    public void measured() {
        measured = true;
    }

    /** The folder. */
    public Path home() {
        return platform.home();
    }

    /** Where Kafka and the registry are. */
    public Connections connections() {
        return ConnectionsFile.read(platform.connectionsFile());
    }

    /** Where its parts answer. */
    public StandaloneAddresses addresses() {
        return platform.status()
                .addresses()
                .orElseThrow(() -> CommandException.failed("nothing runs any more; see " + platform.home()));
    }

    /** Processor time that Flink's worker has used so far. */
    Duration workerCpu() {
        return cpu(PartNames.TASK_MANAGER);
    }

    /** Processor time that the broker has used so far. */
    Duration brokerCpu() {
        return cpu(PartNames.BROKER);
    }

    /** Kills Flink's worker, and waits until it is gone. The platform starts another one. */
    public void killWorker() {
        ProcessHandle worker = process(PartNames.TASK_MANAGER);
        CompletableFuture<ProcessHandle> gone = worker.onExit();
        worker.destroyForcibly();
        gone.join();
    }

    private Duration cpu(String part) {
        return process(part)
                .info()
                .totalCpuDuration()
                .orElseThrow(() -> CommandException.failed("the system does not tell the processor time of " + part));
    }

    private ProcessHandle process(String part) {
        PartStatus status = platform.status().part(part).orElseThrow(() -> gone(part));
        return status.pid().stream()
                .mapToObj(ProcessHandle::of)
                .flatMap(process -> process.stream())
                .findFirst()
                .orElseThrow(() -> gone(part));
    }

    private CommandException gone(String part) {
        return CommandException.failed(part + " does not run any more; see " + platform.home());
    }

    @Override
    public void close() throws IOException {
        running.close();
        if (!measured) {
            return;
        }
        try (Stream<Path> files = Files.walk(platform.home())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
