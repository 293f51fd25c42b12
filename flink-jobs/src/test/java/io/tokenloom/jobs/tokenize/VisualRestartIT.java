package io.tokenloom.jobs.tokenize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.model.ModelFailures;
import io.tokenloom.model.RunHandle;
import io.tokenloom.wire.ConfluentFraming;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.CheckpointConfig;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A job that is killed, stopped and rescaled while items are at work, beside one that is not. */
@Timeout(300)
class VisualRestartIT {
    private static final int STREAMS = 3;
    private static final int FRAMES = 12;
    private static final int ALL_RUNS = 1 << 20;
    private static final String ROUTES = """
            job: %1$s
            routes:
              - name: frames
                from: {topic: frames, format: bytes, item: frame}
                tokenizer: builtin:visual-reference
                to: frames.%1$s
                options: {quality: 24, tokens: 24, device: cpu, batch: {items: %2$d}}
              - name: images
                from: {topic: images, format: bytes, item: image}
                tokenizer: builtin:visual-reference
                to: images.%1$s
                options: {tokens: 8, steps: 3, device: cpu, batch: {items: %2$d}}
            delivery: {checkpointInterval: 200ms}
            """;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @RegisterExtension
    static final OpenModels MODELS = new OpenModels();

    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path folder;

    private final Semaphore runs = new Semaphore(0);
    private PictureBroker broker;

    @BeforeEach
    void start() throws Exception {
        broker = PictureBroker.start(folder);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void givesTheSameBytesWithAlignedCheckpoints(@InjectMiniCluster MiniCluster cluster) throws Exception {
        // All items are at work at once, and so in the state.
        compare(cluster, 32, checkpoints -> checkpoints.enableUnalignedCheckpoints(false));
    }

    @Test
    void givesTheSameBytesWithUnalignedCheckpoints(@InjectMiniCluster MiniCluster cluster) throws Exception {
        // Four items are at work, and the others in the buffers before them.
        compare(cluster, 1, checkpoints -> checkpoints.setAlignedCheckpointTimeout(Duration.ZERO));
    }

    private void compare(MiniCluster cluster, int batch, Consumer<CheckpointConfig> settings) throws Exception {
        TokenizePlan disturbed = broker.plan(ROUTES.formatted("disturbed", batch));
        TokenizerOpening gated = HookedTokenizers.of((real, steps, handle) -> {
            pass(handle);
            return real.step(steps, handle);
        });
        JobRun job = JobRun.start(disturbed, folder, Optional.empty(), 2, gated, settings);
        send(0, FRAMES / 2);
        runs.release(4);
        awaitCheckpointWhileHeld(cluster, job);

        cluster.terminateTaskManager(0).get();
        cluster.startTaskManager();
        runs.release(2);
        awaitCheckpointWhileHeld(cluster, job);

        CompletableFuture<String> savepoint = CompletableFuture.supplyAsync(() -> stop(job));
        runs.release(ALL_RUNS);
        JobRun rescaled = JobRun.start(
                disturbed,
                folder,
                Optional.of(savepoint.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)),
                1,
                gated,
                settings);
        send(FRAMES / 2, FRAMES);
        Map<String, List<String>> frames = values("frames.disturbed", STREAMS * FRAMES);
        Map<String, List<String>> images = values("images.disturbed", 3 * STREAMS * FRAMES);
        rescaled.cancel();

        JobRun calm = JobRun.start(broker.plan(ROUTES.formatted("calm", 16)), folder, Optional.empty(), 2);
        Map<String, List<String>> calmFrames = values("frames.calm", STREAMS * FRAMES);
        Map<String, List<String>> calmImages = values("images.calm", 3 * STREAMS * FRAMES);
        calm.cancel();
        assertThat(frames).isEqualTo(calmFrames);
        assertThat(images).isEqualTo(calmImages);
    }

    private void pass(RunHandle handle) {
        try {
            runs.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ModelFailures.endless(handle);
        }
    }

    private String stop(JobRun job) {
        try {
            return job.stop(folder);
        } catch (Exception e) {
            throw new IllegalStateException("the job can't be stopped", e);
        }
    }

    private void send(int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            for (int stream = 0; stream < STREAMS; stream++) {
                broker.frame("frames", "stream-" + stream, i, PictureBroker.scene(stream, i));
                broker.frame("images", "album-" + stream, i, PictureBroker.scene(stream, i));
            }
        }
    }

    /** Waits until a checkpoint holds items that are at work. */
    private void awaitCheckpointWhileHeld(MiniCluster cluster, JobRun job) {
        Awaitility.await("the model is asked").atMost(PATIENCE).until(runs::hasQueuedThreads);
        long before = completed(cluster, job);
        Awaitility.await("checkpoints").atMost(PATIENCE).until(() -> completed(cluster, job) >= before + 2);
    }

    private static long completed(MiniCluster cluster, JobRun job) {
        return cluster.getExecutionGraph(job.id())
                .join()
                .getCheckpointStatsSnapshot()
                .getCounts()
                .getNumberOfCompletedCheckpoints();
    }

    /** The values on a topic by key, in their order, without the frame of the registry. */
    private Map<String, List<String>> values(String topic, int count) {
        Map<String, List<String>> byKey = new TreeMap<>();
        List<ConsumerRecord<byte[], byte[]>> read = broker.topics().await(topic, count);
        assertThat(read).as(topic).hasSize(count);
        for (ConsumerRecord<byte[], byte[]> item : read) {
            byKey.computeIfAbsent(new String(item.key(), UTF_8), any -> new ArrayList<>())
                    .add(HexFormat.of()
                            .formatHex(Arrays.copyOfRange(
                                    item.value(), ConfluentFraming.HEADER_BYTES, item.value().length)));
        }
        return byKey;
    }
}
