package io.tokenloom.jobs.tokenize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.claim.DirectoryClaimStore;
import io.tokenloom.deadletter.DeadLetterHeaders;
import io.tokenloom.jobs.batching.GatedTokenizer;
import io.tokenloom.jobs.routes.BatchOptions;
import io.tokenloom.jobs.routes.ItemKind;
import io.tokenloom.record.ResetReason;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.wire.HeaderNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.StateBackendLoader;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

@Timeout(120)
class VisualOperatorTest {
    private static final int STREAMS = 4;
    private static final int FRAMES = 5;

    private final GatedTokenizer tokenizer = new GatedTokenizer();
    private final VisualTask.Setup frames = VisualTask.Setup.of(ItemKind.FRAME, tokenizer);
    private final VisualTask.Setup images = VisualTask.Setup.of(ItemKind.IMAGE, tokenizer);

    @Test
    void keepsTheOrderOfEachStreamWhileOtherStreamsFillTheBatch() throws Exception {
        try (VisualTask task = frames.start()) {
            send(task, 0, FRAMES);
            // Two frames of each stream are decoded, and the first ones wait behind the run that is held back.
            for (int i = 0; i < 2 * STREAMS; i++) {
                task.runOne();
            }
            tokenizer.open();
            List<TokenSequence> made = task.tokens(STREAMS * FRAMES);

            for (int stream = 0; stream < STREAMS; stream++) {
                assertThat(tokensOf(made, stream)).isEqualTo(undisturbed(stream, FRAMES));
            }
        }
        assertThat(tokenizer.batches()).allSatisfy(batch -> assertThat(
                        new HashSet<>(batch.stream().map(colour -> colour / 100).toList()))
                .as("streams of %s", batch)
                .hasSameSizeAs(batch));
        assertThat(tokenizer.batches()).as("not one by one").hasSizeLessThan(STREAMS * FRAMES);
    }

    @Test
    void passesTombstonesAndDeadLettersOnInTheirOrder() throws Exception {
        tokenizer.open();
        try (VisualTask task = frames.start()) {
            task.frame("a", 0, 1);
            task.send(VisualTask.record("a", null, Map.of()));
            task.send(VisualTask.record("a", "no picture".getBytes(UTF_8), Map.of()));
            task.frame("a", 0, 2);
            task.frame("a", 1, 3);

            List<SinkRecord> made = task.await(5);

            assertThat(made).extracting(SinkRecord::topic).containsExactly("tokens", "tokens", "dlq", "dlq", "tokens");
            assertThat(made.get(1).value()).isNull();
            assertThat(code(made.get(2))).isEqualTo("IMAGE_FORMAT");
            assertThat(code(made.get(3))).isEqualTo("FRAME_POSITION");
            assertThat(VisualTask.tokens(made.get(4)).getStream().getStepsSinceReset())
                    .isEqualTo(1);
        }
    }

    @Test
    void leavesAStreamAsItWasWhereTheModelFails() throws Exception {
        tokenizer.open();
        tokenizer.poison(13);
        try (VisualTask task = frames.start()) {
            task.frame("a", 0, 1);
            task.frame("a", 1, 13);
            task.frame("a", 1, 2);

            List<SinkRecord> made = task.await(3);

            assertThat(code(made.get(1))).isEqualTo("MODEL_OUTPUT");
            assertThat(made.get(1).value()).isEqualTo(VisualTask.png(13));
            assertThat(VisualTask.ids(VisualTask.tokens(made.get(2))).get(2)).isEqualTo((1 + 1) * 31 + 2 + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hashmap", "rocksdb"})
    void beginsAgainWithWhatWasAtWorkAtTheCheckpoint(String backend) throws Exception {
        OperatorSubtaskState state;
        List<TokenSequence> before;
        VisualTask.Setup setup = frames.with(backend(backend));
        try (VisualTask task = setup.start()) {
            send(task, 0, FRAMES);
            tokenizer.letOneThrough();
            before = task.tokens(1);
            state = task.harness().snapshot(1, 1);
        }
        VisualTask.Setup after = setup.with(new GatedTokenizer().open());
        OperatorSubtaskState later;
        try (VisualTask task = after.start(state)) {
            List<TokenSequence> all = new ArrayList<>(before);
            all.addAll(task.tokens(STREAMS * FRAMES - before.size()));
            for (int stream = 0; stream < STREAMS; stream++) {
                assertThat(tokensOf(all, stream)).isEqualTo(undisturbed(stream, FRAMES));
            }
            later = task.harness().snapshot(2, 2);
        }
        try (VisualTask task = after.start(later)) {
            task.frame("0", FRAMES, 50);
            assertThat(task.tokens(1).get(0).getStream().getStepsSinceReset()).isEqualTo(FRAMES);
            assertThat(task.harness().extractOutputValues())
                    .as("nothing was still at work")
                    .hasSize(1);
        }
    }

    @Test
    void takesWhatIsAtWorkToTheTasksThatHaveItsStreamsNow() throws Exception {
        OperatorSubtaskState state;
        try (VisualTask task = frames.start()) {
            send(task, 0, FRAMES);
            state = task.harness().snapshot(1, 1);
        }
        List<TokenSequence> all = new ArrayList<>();
        VisualTask.Setup after = frames.with(new GatedTokenizer().open());
        for (int i = 0; i < 2; i++) {
            try (VisualTask task = after.task(i, 2).start(VisualTask.share(state, 1, 2, i))) {
                task.harness().endInput();
                task.harness().extractOutputValues().forEach(made -> all.add(VisualTask.tokens(made)));
            }
        }
        for (int stream = 0; stream < STREAMS; stream++) {
            assertThat(tokensOf(all, stream)).isEqualTo(undisturbed(stream, FRAMES));
        }
    }

    @Test
    void holdsAWatermarkUntilTheItemsBeforeItAreOut() throws Exception {
        try (VisualTask task = frames.start()) {
            task.frame("a", 0, 1);
            task.frame("b", 0, 2);
            task.harness().processWatermark(7);
            task.frame("c", 0, 3);
            task.runOne();
            tokenizer.awaitRun();
            assertThat(task.harness().getOutput()).isEmpty();

            tokenizer.open();
            task.await(3);

            List<Object> out = List.copyOf(task.harness().getOutput());
            assertThat(out).contains(new Watermark(7));
            assertThat(out.indexOf(new Watermark(7)))
                    .as("both before it are out")
                    .isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void waitsForAllAtTheEndOfTheInput() throws Exception {
        tokenizer.open();
        try (VisualTask task = frames.start()) {
            send(task, 0, FRAMES);
            task.harness().endInput();
            assertThat(task.harness().extractOutputValues()).hasSize(STREAMS * FRAMES);
        }
    }

    @Test
    void takesNoMoreInThanItMay() throws Exception {
        VisualTask.Setup small = frames.with(new BatchOptions(1, 1 << 20, Duration.ZERO, Duration.ofMinutes(1)));
        tokenizer.open();
        try (VisualTask task = small.start()) {
            for (int i = 0; i < 50; i++) {
                task.frame("stream " + i, 0, i);
                assertThat(i + 1 - task.harness().extractOutputValues().size())
                        .as("at work after %d", i)
                        .isLessThanOrEqualTo(4);
            }
        }
    }

    @Test
    void leavesNothingBehindWhenItIsCancelledInTheMiddle() throws Exception {
        VisualTask task = frames.start();
        send(task, 0, FRAMES);
        task.runOne();
        tokenizer.awaitRun();
        task.close();

        assertThat(task.harness().extractOutputValues()).isEmpty();
        assertThat(VisualTask.threads()).isEmpty();
    }

    @Test
    void givesAnImageSeveralStepsAndImagesOfOneKeyTheirOrder() throws Exception {
        try (VisualTask task = images.start()) {
            for (int i = 1; i <= 3; i++) {
                task.image("album", i);
            }
            for (int i = 1; i <= 3; i++) {
                task.runOne();
            }
            tokenizer.open();
            List<TokenSequence> made = task.tokens(3 * 4);

            for (int i = 0; i < made.size(); i++) {
                assertThat(VisualTask.ids(made.get(i)).subList(0, 2)).containsExactly(1 + i / 4, i % 4);
                assertThat(made.get(i).getSource().getPart()).isEqualTo(i % 4);
                assertThat(made.get(i).getSource().getParts()).isEqualTo(4);
            }
        }
        assertThat(tokenizer.batches()).as("images of one key at once").anyMatch(batch -> batch.size() > 1);
    }

    @Test
    void waitsForAContentThatComesLateWithoutHoldingUpOthers(@TempDir Path folder) throws Exception {
        tokenizer.open();
        DirectoryClaimStore store = DirectoryClaimStore.open(folder);
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Map<String, String> headers =
                DirectoryClaimStore.open(elsewhere).put(VisualTask.png(1)).headers();
        SourceRecord late = VisualTask.record("late", new byte[0], headers);
        SourceRecord now = new SourceRecord(
                late.topic(), 0, late.offset(), System.currentTimeMillis(), late.key(), late.value(), late.headers());
        try (VisualTask task = frames.withClaims(folder.toUri().toString()).start()) {
            task.send(now);
            task.frame("late", 1, 2);
            task.frame("other", 0, 3);
            assertThat(VisualTask.ids(task.tokens(1).get(0)).get(0)).isEqualTo(3);

            task.runUntil(() -> task.harness().getProcessingTimeService().getNumActiveTimers() > 0);
            store.put(VisualTask.png(1));
            task.harness().setProcessingTime(10_000);

            assertThat(task.tokens(3))
                    .extracting(made -> VisualTask.ids(made).get(0))
                    .containsExactly(3, 1, 2);
        }
    }

    @Test
    void beginsAStreamAnewWhereAFrameAsksForIt() throws Exception {
        tokenizer.open();
        try (VisualTask task = frames.start()) {
            task.frame("a", 0, 1);
            task.send(VisualTask.record("a", VisualTask.png(2), Map.of(HeaderNames.STREAM_RESET, "true")));
            task.frame("a", 2, 3);

            List<TokenSequence> made = task.tokens(3);

            assertThat(made)
                    .extracting(token -> token.getStream().getResetReason())
                    .containsExactly(ResetReason.FIRST, ResetReason.ON_DEMAND, ResetReason.NONE);
            assertThat(made)
                    .extracting(token -> token.getStream().getStepsSinceReset())
                    .containsExactly(0, 0, 1);
        }
    }

    @Test
    void doesNotTakeTheStateOfAnotherTokenizerForItsOwn() throws Exception {
        tokenizer.open();
        OperatorSubtaskState state;
        try (VisualTask task = frames.start()) {
            task.frame("a", 0, 1);
            task.await(1);
            state = task.harness().snapshot(1, 1);
        }
        try (VisualTask task = frames.madeBy(new byte[8]).start(state)) {
            task.frame("a", 0, 2);
            task.frame("a", 1, 2);

            List<SinkRecord> made = task.await(2);

            assertThat(code(made.get(0))).as("its place in the stream is known").isEqualTo("FRAME_POSITION");
            assertThat(VisualTask.tokens(made.get(1)).getStream().getStepsSinceReset())
                    .isZero();
        }
    }

    private static void send(VisualTask task, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            for (int stream = 0; stream < STREAMS; stream++) {
                task.frame(Integer.toString(stream), i, colour(stream, i));
            }
        }
    }

    private static int colour(int stream, int frame) {
        return 100 * (stream + 1) + frame;
    }

    /** Tokens of a stream that went through alone and without a fault. */
    private static List<List<Integer>> undisturbed(int stream, int frames) {
        List<List<Integer>> made = new ArrayList<>();
        long sum = 0;
        for (int i = 0; i < frames; i++) {
            sum = sum * 31 + colour(stream, i) + 1;
            made.add(List.of(colour(stream, i), i, (int) (sum % 16_777_213)));
            sum %= 16_777_213;
        }
        return made;
    }

    private static List<List<Integer>> tokensOf(List<TokenSequence> all, int stream) {
        return all.stream()
                .filter(made -> made.getStream().getStreamKey().equals(Integer.toString(stream)))
                .map(VisualTask::ids)
                .toList();
    }

    private static String code(SinkRecord letter) {
        return letter.headers().stream()
                .filter(header -> header.name().equals(DeadLetterHeaders.CODE))
                .map(header -> new String(header.value(), UTF_8))
                .findFirst()
                .orElseThrow();
    }

    private static StateBackend backend(String name) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(StateBackendOptions.STATE_BACKEND, name);
        return StateBackendLoader.loadStateBackendFromConfig(
                configuration, VisualOperatorTest.class.getClassLoader(), LoggerFactory.getLogger(StateBackend.class));
    }
}
