package io.tokenloom.jobs.tokenize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.jobs.kafka.EmbeddedKafka;
import io.tokenloom.jobs.tokenize.TokenizeArguments.Provisioning;
import io.tokenloom.model.SharedModels;
import io.tokenloom.wire.LocalRegistry;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How long models stay open: from the first task that uses them to the last, however a job ends. */
class ModelLifetimeIT {
    private static final String ROUTES = """
            routes:
              - name: images
                from: {topic: images, format: bytes, item: image}
                tokenizer: %1$s
                to: tokens.images
                options: {device: cpu}
              - name: frames
                from: {topic: frames, format: bytes, item: frame}
                tokenizer: %1$s
                to: tokens.frames
                options: {device: cpu}
              - name: videos
                from: {topic: videos, format: bytes, item: video}
                tokenizer: %1$s
                to: tokens.videos
                options: {device: cpu}
            delivery: {checkpointInterval: 200ms}
            """;
    /** An encoder and a decoder, for three routes on two slots. */
    private static final int GRAPHS = 2;

    private static final int STOPS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path folder;

    private EmbeddedKafka kafka;
    private LocalRegistry registry;
    private TestTopics topics;
    private TokenizePlan plan;
    private int sent;

    @BeforeEach
    void start() throws Exception {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        registry = LocalRegistry.start();
        topics = new TestTopics(kafka, registry);
        plan = JobRun.plan(
                folder,
                ROUTES.formatted(Golden.bundle("rows/titok")),
                JobRun.connections(kafka, registry),
                Provisioning.CREATE_MISSING);
    }

    @AfterEach
    void stop() {
        topics.close();
        registry.close();
        kafka.close();
    }

    @Test
    void opensEachGraphOnceForAllTasksAndClosesItWithTheLast(@InjectMiniCluster MiniCluster cluster) throws Exception {
        assertThat(open()).as("after the plan was made").isZero();
        Optional<String> savepoint = Optional.empty();
        for (int i = 0; i < STOPS; i++) {
            JobRun job = start(savepoint);
            sendAndAwait();
            assertThat(open()).as("while run %d is at work", i).isEqualTo(GRAPHS);
            savepoint = Optional.of(job.stop(folder));
            assertThat(open()).as("after stop %d", i).isZero();
        }

        JobRun job = start(savepoint);
        sendAndAwait();
        cluster.terminateTaskManager(0).get();
        awaitOpen(0, "after the death of the tasks");
        cluster.startTaskManager();
        sendAndAwait();
        assertThat(open()).as("after the job went on").isEqualTo(GRAPHS);

        job.cancel();
        Awaitility.await().atMost(PATIENCE).until(job::status, JobStatus.CANCELED::equals);
        assertThat(open()).as("after the cancel").isZero();
    }

    private JobRun start(Optional<String> savepoint) throws Exception {
        return JobRun.start(plan, folder, savepoint, 2);
    }

    private void sendAndAwait() throws Exception {
        byte[] png = png();
        String key = "item-" + sent;
        topics.send(new ProducerRecord<>("images", key.getBytes(UTF_8), png));
        ProducerRecord<byte[], byte[]> frame = new ProducerRecord<>("frames", "camera".getBytes(UTF_8), png);
        frame.headers().add("frame-index", Integer.toString(sent).getBytes(UTF_8));
        topics.send(frame);
        sent++;
        topics.await("tokens.images", sent);
        topics.await("tokens.frames", sent);
    }

    private static void awaitOpen(int wanted, String when) {
        Awaitility.await(when).atMost(PATIENCE).until(ModelLifetimeIT::open, now -> now == wanted);
    }

    private static int open() {
        return SharedModels.ofThisProcess().open();
    }

    private static byte[] png() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }
}
