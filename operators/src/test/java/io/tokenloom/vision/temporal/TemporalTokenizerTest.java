package io.tokenloom.vision.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tokenloom.model.Device;
import io.tokenloom.model.OnnxModel;
import io.tokenloom.record.ResetReason;
import io.tokenloom.vision.StepRequest;
import io.tokenloom.vision.StepResult;
import io.tokenloom.vision.TokenBudget;
import io.tokenloom.vision.VisualState;
import io.tokenloom.vision.VisualTokens;
import io.tokenloom.vision.preprocessing.EightBitPicture;
import io.tokenloom.vision.preprocessing.Normalisation;
import io.tokenloom.vision.preprocessing.Preprocessing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TemporalTokenizerTest {
    private static final OnnxModel MODEL = TemporalFrames.model();
    private static final long ROOM = 64 << 20;

    @AfterAll
    static void close() {
        MODEL.close();
    }

    @ParameterizedTest
    @EnumSource(StateForm.class)
    void stepByStepSaysWhatTheReferenceSaysOfTheClipAsAWhole(StateForm form) {
        FloatBuffer golden = ByteBuffer.wrap(TemporalFrames.bytes("temporal-clip.bin"))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();

        List<StepResult.Made> steps = clip(tokenizer(8, WindowPolicy.BLOCK, form), 0, 6);

        for (StepResult.Made step : steps) {
            assertThat(step.tokens().count()).isEqualTo(64);
            for (float value : values(step)) {
                assertThat(value).isCloseTo(golden.get(), within(1e-4f));
            }
        }
        assertThat(golden.hasRemaining()).isFalse();
    }

    @Test
    void bothFormsOfStateSayExactlyTheSame() {
        List<StepResult.Made> numbers = clip(tokenizer(4, WindowPolicy.BLOCK, StateForm.KEYS_AND_VALUES), 0, 9);
        TemporalTokenizer frames = tokenizer(4, WindowPolicy.BLOCK, StateForm.FRAMES);

        assertSameTokens(clip(frames, 0, 9), numbers);
        assertThat(frames.remadeFrames()).as("all were in memory").isZero();
    }

    @ParameterizedTest
    @EnumSource(StateForm.class)
    void aStreamSaysTheSameInABatchOfStreamsOfOtherLengths(StateForm form) {
        TemporalTokenizer tokenizer = tokenizer(8, WindowPolicy.BLOCK, form);
        List<List<StepResult.Made>> alone =
                List.of(clip(tokenizer, 0, 5), clip(tokenizer, 10, 3), clip(tokenizer, 20, 1));
        List<StepRequest> last = new ArrayList<>();
        for (List<StepResult.Made> stream : alone) {
            VisualState before = stream.size() == 1
                    ? tokenizer.start()
                    : stream.get(stream.size() - 2).next();
            int first = 10 * alone.indexOf(stream);
            last.add(request(TemporalFrames.frame(first + stream.size() - 1, TemporalFrames.SIDE), before));
        }

        List<StepResult> together = tokenizer.step(last);

        for (int i = 0; i < alone.size(); i++) {
            List<StepResult.Made> stream = alone.get(i);
            StepResult.Made made = (StepResult.Made) together.get(i);
            assertSameTokens(List.of(made), stream.subList(stream.size() - 1, stream.size()));
            assertThat(made.next().content())
                    .isEqualTo(stream.get(stream.size() - 1).next().content());
        }
    }

    @ParameterizedTest
    @EnumSource(StateForm.class)
    void goesOnAfterARestoreAsIfNothingHadHappened(StateForm form) {
        List<StepResult.Made> undisturbed = clip(tokenizer(8, WindowPolicy.BLOCK, form), 0, 7);
        TemporalTokenizer restored = tokenizer(8, WindowPolicy.BLOCK, form);

        List<StepResult.Made> rest = going(restored, undisturbed.get(3).next(), 4, 3);

        assertSameTokens(rest, undisturbed.subList(4, 7));
        assertThat(restored.remadeFrames()).isEqualTo(form == StateForm.FRAMES ? 4 : 0);
    }

    @Test
    void restoresSeveralStreamsTogetherAndNeedsNoRoomInTheCache() {
        TemporalTokenizer before = tokenizer(8, WindowPolicy.BLOCK, StateForm.FRAMES);
        List<StepResult.Made> longer = clip(before, 0, 5);
        List<StepResult.Made> shorter = clip(before, 10, 3);
        TemporalTokenizer restored =
                TemporalFrames.tokenizer(MODEL, TemporalFrames.spec(8, WindowPolicy.BLOCK, StateForm.FRAMES), 0);

        List<StepResult> together = restored.step(List.of(
                request(TemporalFrames.frame(4, 64), longer.get(3).next()),
                request(TemporalFrames.frame(12, 64), shorter.get(1).next())));

        assertSameTokens(List.of((StepResult.Made) together.get(0)), longer.subList(4, 5));
        assertSameTokens(List.of((StepResult.Made) together.get(1)), shorter.subList(2, 3));
        assertThat(restored.remadeFrames()).isEqualTo(4 + 2);
    }

    @ParameterizedTest
    @EnumSource(StateForm.class)
    void beginsAnewWhenABlockIsFull(StateForm form) {
        TemporalTokenizer tokenizer = tokenizer(4, WindowPolicy.BLOCK, form);
        List<StepResult.Made> steps = clip(tokenizer, 0, 6);

        assertThat(steps).extracting(StepResult.Made::step).containsExactly(0, 1, 2, 3, 0, 1);
        assertThat(steps)
                .extracting(StepResult.Made::reset)
                .containsExactly(
                        ResetReason.FIRST,
                        ResetReason.NONE,
                        ResetReason.NONE,
                        ResetReason.NONE,
                        ResetReason.AGE,
                        ResetReason.NONE);
        assertThat(steps.get(3).next().content())
                .as("nothing of a full block is kept")
                .isEmpty();
        assertSameTokens(steps.subList(4, 6), clip(tokenizer, 4, 2));
    }

    @Test
    void aSlidingWindowDropsTheOldestFrameAndIsExactAfterARestore() {
        TemporalTokenizer tokenizer = tokenizer(3, WindowPolicy.SLIDING, StateForm.KEYS_AND_VALUES);
        List<StepResult.Made> steps = clip(tokenizer, 0, 6);

        assertThat(steps).extracting(StepResult.Made::step).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(steps.get(5).next().content())
                .hasSameSizeAs(steps.get(1).next().content());
        assertSameTokens(
                going(
                        tokenizer(3, WindowPolicy.SLIDING, StateForm.KEYS_AND_VALUES),
                        steps.get(3).next(),
                        4,
                        2),
                steps.subList(4, 6));
        assertThat(values(steps.get(3)))
                .as("the window has moved")
                .isNotEqualTo(values(clip(tokenizer(8, WindowPolicy.BLOCK, StateForm.KEYS_AND_VALUES), 0, 4)
                        .get(3)));
    }

    @Test
    void anImageIsFourEqualFramesOfWhichEachSaysMore() {
        TemporalTokenizer tokenizer = tokenizer(8, WindowPolicy.BLOCK, StateForm.FRAMES);
        EightBitPicture picture = TemporalFrames.frame(0, TemporalFrames.SIDE);
        List<float[]> looks = new ArrayList<>();
        VisualState state = tokenizer.start();
        for (int i = 0; i < tokenizer.stillSteps(); i++) {
            StepResult.Made made = (StepResult.Made)
                    tokenizer.step(List.of(request(picture, state))).get(0);
            looks.add(values(made));
            state = made.next();
        }

        assertThat(looks).hasSize(4);
        assertThat(looks.stream().mapToInt(look -> look.length / 32).sum()).isEqualTo(4 * 64);
        for (int i = 1; i < looks.size(); i++) {
            assertThat(meanDifference(looks.get(i), looks.get(i - 1))).isGreaterThan(0.05);
        }
    }

    @Test
    void tokensOfAFrameDependOnThoseBeforeIt() {
        TemporalTokenizer tokenizer = tokenizer(8, WindowPolicy.BLOCK, StateForm.KEYS_AND_VALUES);
        StepResult.Made same = clip(tokenizer, 0, 4).get(3);
        VisualState other = clip(tokenizer, 30, 3).get(2).next();
        StepResult.Made after = (StepResult.Made) tokenizer
                .step(List.of(request(TemporalFrames.frame(3, 64), other)))
                .get(0);

        assertThat(meanDifference(values(after), values(same))).isGreaterThan(0.05);
    }

    @ParameterizedTest
    @EnumSource(StateForm.class)
    void halvesAndOtherAxesSayTheSameInBothForms(StateForm form) {
        try (OnnxModel model = TemporalFrames.halfModel()) {
            TemporalTokenizer tokenizer = TemporalFrames.halfTokenizer(model, form, ROOM);
            assertThat(TemporalFrames.halfSpec(form).mistakes(model)).isEmpty();
            List<StepResult.Made> first = halfClip(tokenizer, tokenizer.start(), 0, 5);
            List<StepResult.Made> second = halfClip(tokenizer, tokenizer.start(), 10, 2);

            List<StepResult> together = TemporalFrames.halfTokenizer(model, form, ROOM)
                    .step(List.of(
                            request(TemporalFrames.frame(4, 16), first.get(3).next()),
                            request(TemporalFrames.frame(11, 16), second.get(0).next())));

            assertSameTokens(List.of((StepResult.Made) together.get(0)), first.subList(4, 5));
            assertSameTokens(List.of((StepResult.Made) together.get(1)), second.subList(1, 2));
            if (form == StateForm.KEYS_AND_VALUES) {
                assertThat(first.get(3).next().content()).hasSize(1 + 4 * 2 * 2 * 65 * 8);
            }
        }
    }

    @Test
    void refusesTheFrameWhoseNumbersAreNotFiniteAndNoOther() {
        try (OnnxModel model = TemporalFrames.halfModel()) {
            TemporalTokenizer tokenizer = new TemporalTokenizer(
                    model,
                    TemporalFrames.halfSpec(StateForm.FRAMES),
                    TemporalFrames.contract(4),
                    new Preprocessing(TemporalFrames.preprocessing(16).sizing(), Normalisation.zeroToOne()),
                    false,
                    0);
            byte[] white = new byte[3 * 16 * 16];
            Arrays.fill(white, (byte) 255);

            List<StepResult> results = tokenizer.step(List.of(
                    request(TemporalFrames.frame(0, 16), tokenizer.start()),
                    request(EightBitPicture.square(16, white), tokenizer.start())));

            assertThat(results.get(0)).isInstanceOf(StepResult.Made.class);
            assertThat(results.get(1))
                    .isInstanceOfSatisfying(StepResult.Refused.class, refused -> assertThat(refused.why())
                            .hasMessageContaining("infinite or none"));
        }
    }

    @ParameterizedTest
    @EnumSource(StateForm.class)
    void framesOfAGraphThatMixesABatchGoInAlone(StateForm form) {
        try (OnnxModel model = OnnxModel.load(TemporalFrames.bytes("temporal-mixing.onnx"), Device.CPU)) {
            TemporalTokenizer together = TemporalFrames.halfTokenizer(model, form, ROOM);
            TemporalTokenizer oneByOne = new TemporalTokenizer(
                    model,
                    TemporalFrames.halfSpec(form),
                    TemporalFrames.contract(4),
                    TemporalFrames.preprocessing(16),
                    true,
                    0);
            StepResult.Made alone = halfClip(together, together.start(), 0, 3).get(2);
            List<StepRequest> batch = List.of(
                    request(
                            TemporalFrames.frame(2, 16),
                            halfClip(together, together.start(), 0, 2).get(1).next()),
                    request(TemporalFrames.frame(9, 16), together.start()));

            assertThat(values((StepResult.Made) together.step(batch).get(0))).isNotEqualTo(values(alone));
            assertSameTokens(List.of((StepResult.Made) oneByOne.step(batch).get(0)), List.of(alone));
        }
    }

    @Test
    void refusesTheStateOfAnotherForm() {
        VisualState frames = clip(tokenizer(8, WindowPolicy.BLOCK, StateForm.FRAMES), 0, 2)
                .get(1)
                .next();
        VisualState numbers = clip(tokenizer(8, WindowPolicy.BLOCK, StateForm.KEYS_AND_VALUES), 0, 2)
                .get(1)
                .next();
        VisualState cut = new VisualState(2, Arrays.copyOf(frames.content(), frames.content().length - 1));

        assertRefuses(StateForm.KEYS_AND_VALUES, frames);
        assertRefuses(StateForm.FRAMES, numbers);
        assertRefuses(StateForm.FRAMES, cut);
        assertRefuses(StateForm.KEYS_AND_VALUES, new VisualState(3, numbers.content()));
    }

    private static void assertRefuses(StateForm form, VisualState state) {
        TemporalTokenizer tokenizer = tokenizer(8, WindowPolicy.BLOCK, form);
        assertThatThrownBy(() -> tokenizer.step(List.of(request(TemporalFrames.frame(2, 64), state))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another tokenizer");
    }

    private static TemporalTokenizer tokenizer(int window, WindowPolicy policy, StateForm form) {
        return TemporalFrames.tokenizer(MODEL, TemporalFrames.spec(window, policy, form), ROOM);
    }

    private static List<StepResult.Made> clip(TemporalTokenizer tokenizer, int first, int count) {
        return going(tokenizer, tokenizer.start(), first, count);
    }

    private static List<StepResult.Made> going(TemporalTokenizer tokenizer, VisualState from, int first, int count) {
        return going(tokenizer, from, first, count, TemporalFrames.SIDE);
    }

    private static List<StepResult.Made> halfClip(TemporalTokenizer tokenizer, VisualState from, int first, int count) {
        return going(tokenizer, from, first, count, TemporalFrames.HALF_SIDE);
    }

    private static List<StepResult.Made> going(
            TemporalTokenizer tokenizer, VisualState from, int first, int count, int side) {
        List<StepResult.Made> steps = new ArrayList<>();
        VisualState state = from;
        for (int t = first; t < first + count; t++) {
            StepResult.Made made = (StepResult.Made) tokenizer
                    .step(List.of(request(TemporalFrames.frame(t, side), state)))
                    .get(0);
            steps.add(made);
            state = made.next();
        }
        return steps;
    }

    private static StepRequest request(EightBitPicture picture, VisualState state) {
        return new StepRequest(picture, state, new TokenBudget.Fixed(64), false, new byte[0]);
    }

    private static float[] values(StepResult.Made made) {
        return ((VisualTokens.Embeddings) made.tokens()).values();
    }

    private static void assertSameTokens(List<StepResult.Made> found, List<StepResult.Made> wanted) {
        assertThat(found.stream().map(TemporalTokenizerTest::values))
                .usingElementComparator(Arrays::compare)
                .containsExactlyElementsOf(
                        wanted.stream().map(TemporalTokenizerTest::values).toList());
    }

    private static double meanDifference(float[] first, float[] second) {
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            sum += Math.abs(first[i] - second[i]);
        }
        return sum / first.length;
    }
}
