package io.tokenloom.jobs.tokenize;

import io.tokenloom.connection.Connections;
import io.tokenloom.jobs.kafka.EmbeddedKafka;
import io.tokenloom.jobs.routes.RoutesFile;
import io.tokenloom.jobs.tokenize.TokenizeArguments.Provisioning;
import io.tokenloom.wire.LocalRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.CheckpointConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The Tokenize job on a MiniCluster, started from a routes file as {@link TokenizeMain} does. */
final class JobRun {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final JobClient client;

    private JobRun(JobClient client) {
        this.client = client;
    }

    static Connections connections(EmbeddedKafka kafka, LocalRegistry registry) {
        return new Connections(Map.of("bootstrap.servers", kafka.bootstrapServers()), registry.settings());
    }

    static TokenizePlan plan(Path folder, String routes, Connections connections, Provisioning provisioning)
            throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("routes.yaml"), routes);
        return TokenizePreparation.prepare(file, RoutesFile.read(file), connections, provisioning);
    }

    /** Starts the job, from a savepoint where one is given, and waits until its tasks run. */
    static JobRun start(TokenizePlan plan, Path folder, Optional<String> savepoint, int parallelism) throws Exception {
        return start(plan, folder, savepoint, parallelism, TokenizerOpening.OF_BUNDLE);
    }

    /** The same with other tokenizers of pictures. */
    static JobRun start(
            TokenizePlan plan, Path folder, Optional<String> savepoint, int parallelism, TokenizerOpening tokenizers)
            throws Exception {
        return start(plan, folder, savepoint, parallelism, tokenizers, any -> {});
    }

    /** The same with other settings, made last. */
    static JobRun start(
            TokenizePlan plan,
            Path folder,
            Optional<String> savepoint,
            int parallelism,
            TokenizerOpening tokenizers,
            Consumer<CheckpointConfig> settings)
            throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        savepoint.ifPresent(path -> configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, path));
        configuration.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true);
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        environment.setParallelism(parallelism);
        TokenizeJob.configure(environment, plan);
        settings.accept(environment.getCheckpointConfig());
        TokenizeJob.add(
                environment,
                plan,
                Uids.SINK,
                (route, source) -> TokenizeJob.tokenizing(plan, route, source, tokenizers));
        return new JobRun(environment.executeAsync(plan.job()));
    }

    JobID id() {
        return client.getJobID();
    }

    JobStatus status() throws Exception {
        return client.getJobStatus().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Stops with a savepoint and tells where it is. */
    String stop(Path folder) throws Exception {
        return client.stopWithSavepoint(
                        false, folder.resolve("savepoints").toUri().toString(), SavepointFormatType.CANONICAL)
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    void cancel() throws Exception {
        client.cancel().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Why the job ended, once it has. */
    Throwable failure() throws InterruptedException {
        try {
            client.getJobExecutionResult().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            throw new AssertionError("the job ended well");
        } catch (java.util.concurrent.ExecutionException e) {
            return e;
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("the job still runs", e);
        }
    }
}
