package io.tokenloom.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.archive.ArchiveFormat;
import io.tokenloom.archive.Sample;
import io.tokenloom.archive.SampleReader;
import io.tokenloom.archive.Selection;
import io.tokenloom.archive.commit.ArchiveFile;
import io.tokenloom.archive.commit.ArchiveFolder;
import io.tokenloom.archive.commit.ArchiveLog;
import io.tokenloom.archive.commit.Remains;
import io.tokenloom.archive.commit.Verifier;
import io.tokenloom.connection.Connections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.Awaitility;

/** Runs of the job over one topic, an archive of each format beside the other, and what they leave there. */
final class ArchiveRuns {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path home;
    private final String topic;
    private final Connections connections;

    /** @param home folder of the archives, their configuration, checkpoints and savepoints */
    ArchiveRuns(Path home, String topic, Connections connections) {
        this.home = home;
        this.topic = topic;
        this.connections = connections;
    }

    /** Writes the configuration of archives of these formats. */
    Path archivesFile(String... formats) throws IOException {
        StringBuilder yaml = new StringBuilder("job: test\ncheckpointInterval: 200ms\narchives:\n");
        for (String format : formats) {
            yaml.append("  - {name: %s, from: %s, to: %s, format: %s, deadLetters: %s.dlq}\n"
                    .formatted(format, topic, format, format, topic));
        }
        return Files.writeString(home.resolve("archives.yaml"), yaml);
    }

    /** Runs the job until the topic's end. */
    void archive(String... formats) throws Exception {
        start(Optional.empty(), true, formats).getJobExecutionResult().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Starts the job, which goes on behind the topic's end. */
    JobClient follow(Optional<String> savepoint, String... formats) throws Exception {
        return start(savepoint, false, formats);
    }

    private JobClient start(Optional<String> savepoint, boolean untilEnd, String... formats) throws Exception {
        Path file = archivesFile(formats);
        ArchivePlan plan = ArchivePreparation.prepare(file, ArchivesFile.read(file), connections, untilEnd);
        Configuration configuration = new Configuration();
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                home.resolve("checkpoints").toUri().toString());
        configuration.setString("restart-strategy.type", "none");
        savepoint.ifPresent(path -> configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, path));
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        environment.setParallelism(2);
        ArchiveJob.build(environment, plan);
        return environment.executeAsync(plan.job());
    }

    /** Stops a job and returns its savepoint. */
    String stop(JobClient job) throws Exception {
        return job.stopWithSavepoint(
                        false, home.resolve("savepoints").toUri().toString(), SavepointFormatType.CANONICAL)
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Stops a job where it is. */
    static void cancel(JobClient job) throws Exception {
        job.cancel().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    ArchiveFolder folder(ArchiveFormat format) {
        return new ArchiveFolder(home.resolve(format.name()));
    }

    List<ArchiveFile> files(ArchiveFormat format) throws IOException {
        return ArchiveLog.read(folder(format)).files();
    }

    void awaitSamples(ArchiveFormat format, int count) {
        Awaitility.await(count + " samples")
                .atMost(PATIENCE)
                .until(() ->
                        files(format).stream().mapToInt(ArchiveFile::samples).sum() >= count);
    }

    /** Numbers of all samples of {@link NumberedTokens}, in order. */
    List<Integer> numbers(ArchiveFormat format) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        for (ArchiveFile file : files(format)) {
            try (SampleReader reader = format.read(folder(format).base(file), Selection.ALL)) {
                for (Optional<Sample> sample = reader.next(); sample.isPresent(); sample = reader.next()) {
                    numbers.add(NumberedTokens.number(sample.get()));
                }
            }
        }
        return numbers.stream().sorted().toList();
    }

    /** Verifies what is committed, and that nothing else lies there. */
    void assertWell(ArchiveFormat format) throws IOException {
        for (ArchiveFile file : files(format)) {
            assertThat(Verifier.mistakes(folder(format), format, file)).isEmpty();
        }
        assertThat(Remains.find(folder(format), format, ArchiveLog.read(folder(format))))
                .isEmpty();
    }
}
