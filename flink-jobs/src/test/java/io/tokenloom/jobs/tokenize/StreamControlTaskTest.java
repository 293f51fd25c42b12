package io.tokenloom.jobs.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.bundle.VisualBundle;
import io.tokenloom.jobs.routes.ItemKind;
import io.tokenloom.jobs.routes.VisualOptions;
import io.tokenloom.model.Device;
import io.tokenloom.model.DeviceSettings;
import io.tokenloom.record.ResetReason;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.vision.BitRate;
import io.tokenloom.vision.ResetPolicy;
import io.tokenloom.vision.StreamControl;
import io.tokenloom.vision.TokenBudget;
import io.tokenloom.wire.HeaderNames;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a route asks of its streams, in a task with the reference model. */
@Timeout(300)
class StreamControlTaskTest {
    private static final TokenBudget ALL = new TokenBudget.Fixed(Integer.MAX_VALUE);
    private static final int FRAMES = 20;
    private static final int BITS_PER_TOKEN = 16;
    private static final long FRAME_MICROS = 100_000;

    private static VisualBundle bundle;

    @BeforeAll
    static void open() {
        bundle = VisualBundle.open("builtin:visual-reference", Device.CPU);
    }

    @AfterAll
    static void close() {
        bundle.close();
    }

    @Test
    void keepsAStreamWithinItsBitsPerSecondAndDecidesAlikeAfterARestore() throws Exception {
        BitRate rate = new BitRate(1600, Duration.ofSeconds(1));
        VisualTask.Setup setup = setup(new StreamControl(ALL, rate, ResetPolicy.ON_DEMAND));
        List<SourceRecord> sources = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            sources.add(frame(i, noise(i)));
        }
        List<TokenSequence> undisturbed;
        try (VisualTask task = setup.start()) {
            send(task, sources);
            undisturbed = task.tokens(FRAMES);
        }

        int tokens = undisturbed.stream().mapToInt(StreamControlTaskTest::count).sum();
        double seconds = (FRAMES - 1) * FRAME_MICROS / 1e6;
        double affordable = (rate.bitsPerSecond() * seconds + rate.capacity()) / BITS_PER_TOKEN;
        assertThat(tokens).isLessThanOrEqualTo((int) affordable).isGreaterThan((int) (0.9 * affordable));
        assertThat(undisturbed.subList(FRAMES / 2, FRAMES))
                .as("the burst is spent, and each frame has what its time brings")
                .allSatisfy(frame -> assertThat(count(frame)).isBetween(9, 11));

        List<TokenSequence> disturbed = new ArrayList<>();
        OperatorSubtaskState state;
        try (VisualTask task = setup.start()) {
            send(task, sources.subList(0, FRAMES / 2));
            disturbed.addAll(task.tokens(FRAMES / 2));
            state = task.harness().snapshot(1, 1);
        }
        try (VisualTask task = setup.start(state)) {
            send(task, sources.subList(FRAMES / 2, FRAMES));
            disturbed.addAll(task.tokens(FRAMES / 2));
        }
        assertThat(disturbed).isEqualTo(undisturbed);
    }

    @Test
    void unchangedFramesCostNothingOnceTheQualityIsReached() throws Exception {
        VisualTask.Setup setup =
                setup(new StreamControl(new TokenBudget.Quality(20, 64), BitRate.UNLIMITED, ResetPolicy.ON_DEMAND));
        try (VisualTask task = setup.start()) {
            for (int i = 0; i < FRAMES; i++) {
                task.send(frame(i, VisualTask.png(0x336699)));
            }
            List<TokenSequence> made = task.tokens(FRAMES);

            assertThat(count(made.get(0))).isPositive();
            assertThat(made.subList(4, FRAMES))
                    .allSatisfy(frame -> assertThat(count(frame)).isZero());
        }
    }

    @Test
    void beginsAnewAfterAGapAtASceneCutAndAtAnAgeAndSaysWhy() throws Exception {
        ResetPolicy resets = new ResetPolicy(5, Duration.ofSeconds(2), Duration.ofSeconds(3));
        VisualTask.Setup setup = setup(new StreamControl(ALL, BitRate.UNLIMITED, resets));
        try (VisualTask task = setup.start()) {
            byte[] blue = VisualTask.png(0x0000FF);
            task.send(frame(0, blue));
            task.send(frame(1, blue));
            task.send(frame(10, blue));
            task.send(frame(11, VisualTask.png(0xFFFF00)));
            task.send(timed(12, 11 * FRAME_MICROS + 2_500_000, VisualTask.png(0xFFFF00)));
            task.send(timed(13, 11 * FRAME_MICROS + 4_400_000, VisualTask.png(0xFFFF00)));
            task.send(timed(14, 11 * FRAME_MICROS + 5_600_000, VisualTask.png(0xFFFF00)));

            assertThat(task.tokens(7))
                    .extracting(made -> made.getStream().getResetReason())
                    .containsExactly(
                            ResetReason.FIRST,
                            ResetReason.NONE,
                            ResetReason.GAP,
                            ResetReason.SCENE_CUT,
                            ResetReason.GAP,
                            ResetReason.NONE,
                            ResetReason.AGE);
        }
    }

    private static VisualTask.Setup setup(StreamControl control) {
        VisualTask.Setup standard = VisualTask.Setup.of(ItemKind.FRAME, bundle.tokenizer());
        VisualOptions options = standard.options();
        return new VisualTask.Setup(
                standard.item(),
                new VisualOptions(
                        control,
                        options.steps(),
                        options.framesPerSecond(),
                        DeviceSettings.of(Device.CPU),
                        options.batch()),
                standard.tokenizer(),
                standard.fingerprint(),
                standard.claims(),
                standard.backend(),
                standard.tasks(),
                standard.index());
    }

    private static void send(VisualTask task, List<SourceRecord> sources) throws Exception {
        for (SourceRecord source : sources) {
            task.send(source);
        }
    }

    private static SourceRecord frame(int index, byte[] picture) {
        return timed(index, index * FRAME_MICROS, picture);
    }

    private static SourceRecord timed(int index, long micros, byte[] picture) {
        return VisualTask.record(
                "camera",
                picture,
                Map.of(
                        HeaderNames.FRAME_INDEX,
                        Integer.toString(index),
                        HeaderNames.PRESENTATION_TIMESTAMP,
                        Long.toString(micros)));
    }

    private static int count(TokenSequence frame) {
        return VisualTask.ids(frame).size();
    }

    /** Whatever was said of the frame before does not help here. */
    private static byte[] noise(int seed) throws IOException {
        BufferedImage image = new BufferedImage(128, 128, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(seed);
        for (int y = 0; y < 128; y++) {
            for (int x = 0; x < 128; x++) {
                image.setRGB(x, y, random.nextInt(1 << 24));
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }
}
