package io.tokenloom.jobs.tokenize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.record.TokenSequence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.checkpoint.CheckpointStatsCounts;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Fault 42: a model that is much slower than its source, here one that stands still as long as the test looks. */
@Timeout(240)
class SlowModelIT {
    private static final int CHECKPOINTS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** More than the task takes in, and more than the buffers before it hold: about 12 MB. */
    private static final int STREAMS = 4;

    private static final int FRAMES = 50;
    private static final String ROUTES = """
            routes:
              - name: frames
                from: {topic: frames, format: bytes, item: frame}
                tokenizer: builtin:visual-reference
                to: tokens.frames
                options: {tokens: 4, device: cpu, batch: {items: 2}}
              - name: videos
                from: {topic: videos, format: bytes, item: video}
                tokenizer: builtin:visual-reference
                to: tokens.videos
                options: {tokens: 4, device: cpu}
            delivery: {checkpointInterval: 200ms, checkpointTimeout: 60s}
            """;

    @RegisterExtension
    static final OpenModels MODELS = new OpenModels();

    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(1)
            .build());

    @TempDir
    Path folder;

    private final ModelGate gate = new ModelGate();
    private PictureBroker broker;
    private JobRun job;

    @BeforeEach
    void start() throws Exception {
        broker = PictureBroker.start(folder);
        job = JobRun.start(
                broker.plan(ROUTES), folder, Optional.empty(), 1, HookedTokenizers.of((real, batch, handle) -> {
                    gate.pass(handle);
                    return real.step(batch, handle);
                }));
    }

    @AfterEach
    void stop() throws Exception {
        job.cancel();
        broker.close();
    }

    @Test
    void doesNotHoldUpCheckpoints(@InjectMiniCluster MiniCluster cluster) throws Exception {
        for (int i = 0; i < FRAMES; i++) {
            for (int stream = 0; stream < STREAMS; stream++) {
                broker.frame("frames", "stream-" + stream, i, PictureBroker.noise(i));
            }
        }
        gate.awaitRun();

        checkpointsComplete(cluster);

        gate.open();
        List<TokenSequence> made = broker.tokens("tokens.frames", STREAMS * FRAMES);
        assertThat(made).hasSize(STREAMS * FRAMES);
        for (int stream = 0; stream < STREAMS; stream++) {
            String key = "stream-" + stream;
            assertThat(made.stream()
                            .filter(token -> token.getStream().getStreamKey().equals(key)))
                    .extracting(token -> token.getStream().getFrameIndex())
                    .as(key)
                    .isSorted()
                    .hasSize(FRAMES);
        }
        assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
    }

    @Test
    void doesNotHoldUpCheckpointsWithinAVideo(@InjectMiniCluster MiniCluster cluster) throws Exception {
        byte[] video = Files.readAllBytes(
                Path.of(SlowModelIT.class.getResource("/media/mjpeg.avi").toURI()));
        broker.topics().send(new ProducerRecord<>("videos", "film".getBytes(UTF_8), video));
        gate.awaitRun();

        checkpointsComplete(cluster);

        gate.open();
        int parts = broker.tokens("tokens.videos", 1).get(0).getSource().getParts();
        assertThat(broker.tokens("tokens.videos", parts))
                .extracting(made -> made.getSource().getPart())
                .isSorted()
                .hasSize(parts);
    }

    private void checkpointsComplete(MiniCluster cluster) throws Exception {
        CheckpointStatsCounts before = counts(cluster);
        Awaitility.await("checkpoints while the model stands still")
                .atMost(PATIENCE)
                .until(() -> counts(cluster).getNumberOfCompletedCheckpoints()
                        >= before.getNumberOfCompletedCheckpoints() + CHECKPOINTS);
        assertThat(counts(cluster).getNumberOfFailedCheckpoints()).isEqualTo(before.getNumberOfFailedCheckpoints());
        assertThat(counts(cluster).getNumberOfRestoredCheckpoints())
                .as("no restart")
                .isZero();
    }

    private CheckpointStatsCounts counts(MiniCluster cluster) throws Exception {
        return cluster.getExecutionGraph(job.id())
                .get()
                .getCheckpointStatsSnapshot()
                .getCounts();
    }
}
