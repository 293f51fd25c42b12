package io.tokenloom.jobs.tokenize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.bundle.ProgressiveBundle;
import io.tokenloom.connection.Connections;
import io.tokenloom.deadletter.DeadLetterHeaders;
import io.tokenloom.jobs.kafka.EmbeddedKafka;
import io.tokenloom.jobs.tokenize.TokenizeArguments.Provisioning;
import io.tokenloom.media.ImageDecoder;
import io.tokenloom.media.MediaLimits;
import io.tokenloom.model.Device;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TruncationKind;
import io.tokenloom.vision.ProgressiveTokenizer;
import io.tokenloom.vision.TokenBudget;
import io.tokenloom.vision.VisualState;
import io.tokenloom.wire.LocalRegistry;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Images and streams of frames through a job, over a real broker and registry, with the reference bundle. */
class VisualJobIT {
    private static final String BUNDLE = "builtin:visual-reference";
    private static final String ROUTES = """
            routes:
              - name: images
                from: {topic: images, format: bytes, item: image}
                tokenizer: builtin:visual-reference
                to: tokens.images
                options: {tokens: 16, steps: 3, device: cpu}
              - name: frames
                from: {topic: frames, format: bytes, item: frame}
                tokenizer: builtin:visual-reference
                to: tokens.frames
                deadLetters: frames.dlq
                options: {quality: 22, tokens: 48, device: cpu}
            delivery: {checkpointInterval: 200ms}
            """;
    private static final int STREAMS = 3;
    private static final int FRAMES = 24;

    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    static Path folder;

    private static EmbeddedKafka kafka;
    private static LocalRegistry registry;
    private static Connections connections;
    private static TestTopics topics;
    private static ProgressiveBundle bundle;
    private static JobRun job;

    @BeforeAll
    static void startJob() throws Exception {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        registry = LocalRegistry.start();
        connections = JobRun.connections(kafka, registry);
        topics = new TestTopics(kafka, registry);
        bundle = ProgressiveBundle.open(BUNDLE, Device.CPU);
        job = start(Optional.empty(), 2);
    }

    private static JobRun start(Optional<String> savepoint, int parallelism) throws Exception {
        TokenizePlan plan = JobRun.plan(folder, ROUTES, connections, Provisioning.CREATE_MISSING);
        return JobRun.start(plan, folder, savepoint, parallelism);
    }

    @AfterAll
    static void stopJob() throws Exception {
        job.cancel();
        bundle.close();
        topics.close();
        registry.close();
        kafka.close();
    }

    @Test
    void tokenizesAnImageAsAVideoThatStandsStill() throws Exception {
        byte[] png = encoded(scene(7, 3), "png");
        topics.send(item("images", "one", png));

        List<TokenSequence> parts = sorted(topics.await("tokens.images", 3, keyed("one")));

        ProgressiveTokenizer tokenizer = bundle.tokenizer();
        List<ProgressiveTokenizer.Step> wanted = tokenizer.still(
                tokenizer.prepare(new ImageDecoder(MediaLimits.DEFAULTS).decode(png)), 3, new TokenBudget.Fixed(16));
        assertThat(parts).hasSize(3);
        for (int i = 0; i < 3; i++) {
            TokenSequence part = parts.get(i);
            assertThat(ids(part)).isEqualTo(wanted.get(i).ids()).hasSize(16);
            assertThat(part.getItemId()).isEqualTo("one");
            assertThat(part.getSource().getPart()).isEqualTo(i);
            assertThat(part.getSource().getParts()).isEqualTo(3);
            assertThat(part.getOrder()).isEqualTo(TokenOrder.NESTED_PREFIX);
            assertThat(part.getTruncation().getKind()).isEqualTo(TruncationKind.ANY_PREFIX);
            assertThat(part.getTruncation().getPrefixQualities()).hasSize(16);
            assertThat(part.getGeometry().getSourceWidth()).isEqualTo(160);
            assertThat(part.getStream().getStateReset()).isEqualTo(i == 0);
            assertThat(part.getTokenizer().bytes())
                    .isEqualTo(bundle.fingerprint().shortBytes());
        }
    }

    @Test
    void givesAFrameTheSameTokensWhateverHappensBetweenFrames() throws Exception {
        send(0, FRAMES / 2);
        topics.await("tokens.frames", STREAMS * FRAMES / 2, VisualJobIT::streamed);
        String savepoint = job.stop(folder);
        send(FRAMES / 2, FRAMES - 4);
        // Other slots have the streams now.
        job = start(Optional.of(savepoint), 1);
        send(FRAMES - 4, FRAMES);

        List<ConsumerRecord<byte[], byte[]>> read =
                topics.await("tokens.frames", STREAMS * FRAMES, VisualJobIT::streamed);

        Map<String, List<TokenSequence>> streams = new HashMap<>();
        read.stream().map(topics::tokens).forEach(made -> streams.computeIfAbsent(
                        made.getStream().getStreamKey(), any -> new ArrayList<>())
                .add(made));
        assertThat(streams).hasSize(STREAMS);
        ProgressiveTokenizer tokenizer = bundle.tokenizer();
        streams.forEach((key, frames) -> {
            assertThat(frames).as(key).hasSize(FRAMES);
            int stream = Integer.parseInt(key.substring("camera-".length()));
            VisualState state = tokenizer.start();
            for (int i = 0; i < FRAMES; i++) {
                ProgressiveTokenizer.Step wanted = tokenizer.next(
                        tokenizer.prepare(
                                new ImageDecoder(MediaLimits.DEFAULTS).decode(encoded(scene(stream, i), "png"))),
                        state,
                        new TokenBudget.Quality(22, 48));
                state = wanted.next();
                TokenSequence made = frames.get(i);
                assertThat(made.getStream().getFrameIndex())
                        .as("order of %s", key)
                        .isEqualTo(i);
                assertThat(ids(made)).as("frame %d of %s", i, key).isEqualTo(wanted.ids());
                assertThat(made.getStream().getStepsSinceReset()).isEqualTo(wanted.step());
                assertThat(made.getStream().getPresentationTimestamp()).isEqualTo(40_000L * i);
            }
        });
    }

    @Test
    void makesDeadLettersOfBrokenFramesAndLeavesTheirStreamAsItWas() throws Exception {
        byte[] jpeg = encoded(scene(1, 1), "jpg");
        topics.send(frame("odd", 0, jpeg));
        topics.send(frame("odd", 1, Arrays.copyOf(jpeg, jpeg.length / 2)));
        topics.send(frame("odd", 1, "no picture".getBytes(UTF_8)));
        topics.send(frame("odd", 1, jpeg));
        topics.send(frame("odd", 0, jpeg));
        topics.send(frame("odd", 2, jpeg));

        List<ConsumerRecord<byte[], byte[]>> letters = topics.await("frames.dlq", 3);
        assertThat(letters)
                .extracting(letter -> new String(
                        letter.headers().lastHeader(DeadLetterHeaders.CODE).value(), UTF_8))
                .containsExactly("IMAGE_DECODE", "IMAGE_FORMAT", "FRAME_POSITION");
        List<TokenSequence> frames = topics.await("tokens.frames", 3, keyed("odd")).stream()
                .map(topics::tokens)
                .toList();
        assertThat(frames).extracting(made -> made.getStream().getFrameIndex()).containsExactly(0L, 1L, 2L);
        assertThat(ids(frames.get(2))).as("nothing new to say").hasSizeLessThan(ids(frames.get(0)).length);
    }

    private static void send(int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            for (int stream = 0; stream < STREAMS; stream++) {
                topics.send(frame("camera-" + stream, i, encoded(scene(stream, i), "png")));
            }
        }
    }

    private static ProducerRecord<byte[], byte[]> item(String topic, String id, byte[] content) {
        ProducerRecord<byte[], byte[]> item = new ProducerRecord<>(topic, id.getBytes(UTF_8), content);
        item.headers().add("ce_id", id.getBytes(UTF_8));
        item.headers().add("content-type", "image/png".getBytes(UTF_8));
        return item;
    }

    private static ProducerRecord<byte[], byte[]> frame(String stream, int index, byte[] content) {
        ProducerRecord<byte[], byte[]> item = new ProducerRecord<>("frames", stream.getBytes(UTF_8), content);
        item.headers().add("frame-index", Integer.toString(index).getBytes(UTF_8));
        item.headers()
                .add("presentation-timestamp", Long.toString(40_000L * index).getBytes(UTF_8));
        return item;
    }

    private static boolean streamed(ConsumerRecord<byte[], byte[]> read) {
        return new String(read.key(), UTF_8).startsWith("camera-");
    }

    private static java.util.function.Predicate<ConsumerRecord<byte[], byte[]>> keyed(String key) {
        return read -> Arrays.equals(read.key(), key.getBytes(UTF_8));
    }

    private static List<TokenSequence> sorted(List<ConsumerRecord<byte[], byte[]>> read) {
        return read.stream()
                .map(topics::tokens)
                .sorted(Comparator.comparing(made -> made.getSource().getPart()))
                .toList();
    }

    private static int[] ids(TokenSequence made) {
        return made.getPlanes().get(0).getIds().stream()
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** A ball that crosses a room. */
    private static BufferedImage scene(int seed, int frame) {
        BufferedImage image = new BufferedImage(160, 120, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.getHSBColor(seed / 7f, 0.5f, 0.8f));
        pen.fillRect(0, 0, 160, 80);
        pen.setColor(Color.getHSBColor(seed / 5f, 0.4f, 0.4f));
        pen.fillRect(0, 80, 160, 40);
        pen.setColor(Color.ORANGE);
        pen.fillOval(4 * frame, 40 + 2 * seed, 30, 30);
        pen.dispose();
        return image;
    }

    private static byte[] encoded(BufferedImage image, String format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, out);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
