package io.tokenloom.cli.bench.pipeline;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.platform.Platform;
import io.tokenloom.cli.platform.RunningPlatform;
import io.tokenloom.jobs.routes.Connections;
import io.tokenloom.standalone.JobSettings;
import io.tokenloom.standalone.PartNames;
import io.tokenloom.standalone.PartStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A platform in a temporary folder whose job holds all lanes. Stopped by {@link #close()}, which leaves the folder with
 * its logs unless {@link #measured()} was called. Not thread-safe.
 */
final class BenchPlatform implements AutoCloseable {
    private static final String JOB_CLASS = "io.tokenloom.jobs.tokenize.ComparisonMain";
    static final int SLOTS = 2;

    private final Platform platform;
    private final RunningPlatform running;
    private boolean measured;

    private BenchPlatform(Platform platform, RunningPlatform running) {
        this.platform = platform;
        this.running = running;
    }

    /** Starts everything and waits until it is healthy. */
    static BenchPlatform start() throws IOException {
        Path home = Files.createTempDirectory("tokenloom-bench");
        Platform platform = new Platform(home);
        JobSettings job = new JobSettings(
                JOB_CLASS,
                List.of(
                        "--tokenize",
                        String.join(
                                ",",
                                routes(home, Lane.TOKENS),
                                routes(home, Lane.TOKENS_AT_ONCE),
                                routes(home, Lane.FRAMES),
                                routes(home, Lane.FRAMES_AT_ONCE)),
                        "--pass-through",
                        routes(home, Lane.COPIES),
                        "--connections",
                        platform.connectionsFile().toString()),
                List.of());
        return new BenchPlatform(platform, RunningPlatform.withJob(platform, job, SLOTS));
    }

    private static String routes(Path home, Lane lane) throws IOException {
        return Files.writeString(home.resolve(lane.name() + ".yaml"), lane.routes())
                .toString();
    }

    /** Nobody will want to look at it any more. */
    void measured() {
        measured = true;
    }

    /** The folder. */
    Path home() {
        return platform.home();
    }

    /** Where Kafka and the registry are. */
    Connections connections() {
        return Connections.read(platform.connectionsFile());
    }

    /** Processor time that Flink's worker has used so far. */
    Duration workerCpu() {
        return cpu(PartNames.TASK_MANAGER);
    }

    /** Processor time that the broker has used so far. */
    Duration brokerCpu() {
        return cpu(PartNames.BROKER);
    }

    private Duration cpu(String part) {
        PartStatus status = platform.status()
                .part(part)
                .orElseThrow(() -> CommandException.failed(part + " does not run any more; see " + platform.home()));
        return ProcessHandle.of(status.pid().orElseThrow())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> CommandException.failed("the system does not tell the processor time of " + part));
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
