package io.tokenloom.vision.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.model.OnnxModel;
import io.tokenloom.vision.preprocessing.PreparedPicture;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TemporalSpecTest {
    private static final OnnxModel MODEL = TemporalFrames.model();
    private static final TensorNames NAMES = TemporalFrames.spec(
                    TemporalFrames.WINDOW, WindowPolicy.BLOCK, StateForm.FRAMES)
            .names();

    @AfterAll
    static void close() {
        MODEL.close();
    }

    @Test
    void findsNoMistakeInAGraphThatFits() {
        assertThat(TemporalFrames.spec(16, WindowPolicy.BLOCK, StateForm.FRAMES).mistakes(MODEL))
                .isEmpty();
        assertThat(TemporalFrames.spec(2, WindowPolicy.SLIDING, StateForm.KEYS_AND_VALUES)
                        .mistakes(MODEL))
                .isEmpty();
    }

    @Test
    void namesEveryTensorThatIsMissingOrOfAnotherKind() {
        TensorNames wrong = new TensorNames("image", "past_len", "past_k", "pixel", "tau", "new_k", "tokens", "newest");

        assertThat(spec(wrong, 1, 2, 16).mistakes(MODEL))
                .satisfiesExactlyInAnyOrder(
                        m -> assertThat(m).contains("input image is missing", "there are [past_k,"),
                        m -> assertThat(m).contains("input past_len is int64[-1]", "wanted is float32[-1]"),
                        m -> assertThat(m).contains("input tau is float32[-1]", "wanted is int64[-1]"),
                        m -> assertThat(m).contains("input pixel is float32[-1, 3, 64, 64]", "[2, -1, 15, 257, 64]"),
                        m -> assertThat(m).contains("output new_k is", "wanted is float32[-1, -1, -1]"),
                        m -> assertThat(m).contains("output tokens is", "wanted is float32[2, -1, 1, 257, 64]"),
                        m -> assertThat(m).contains("output newest is missing"));
    }

    @Test
    void namesAxesThatCanNotHoldStreamsOrTheWindow() {
        assertThat(spec(NAMES, 0, 2, 16).mistakes(MODEL))
                .satisfiesExactly(
                        m -> assertThat(m).contains("axis 0, which is for streams, has to be free", "dynamic batch"),
                        m -> assertThat(m).contains("axis 1 has to be of fixed length"));
        assertThat(spec(NAMES, 1, 2, 17).mistakes(MODEL)).singleElement().satisfies(m -> assertThat(m)
                .contains("room for 15 frames", "window of 17 has a past of 16", "Lower"));
        assertThat(spec(NAMES, 1, 5, 16).mistakes(MODEL)).singleElement().satisfies(m -> assertThat(m)
                .contains("no axis 1 for streams, or 5 for frames"));
    }

    @Test
    void refusesNumbersThatMakeNoSense() {
        assertThatThrownBy(() -> spec(NAMES, 1, 1, 16)).hasMessageContaining("choose two");
        assertThatThrownBy(() -> spec(NAMES, 1, 2, 1)).hasMessageContaining("has no past");
        assertThatThrownBy(() -> new TemporalSpec(NAMES, 1, 2, 16, WindowPolicy.BLOCK, StateForm.FRAMES, 0, 4))
                .hasMessageContaining("reference of 0.0");
        assertThatThrownBy(() -> new TemporalSpec(NAMES, 1, 2, 16, WindowPolicy.BLOCK, StateForm.FRAMES, 16, 0))
                .hasMessageContaining("at least 1 step");
        assertThatThrownBy(() -> spec(NAMES, 1, 2, 3)).hasMessageContaining("4 steps does not fit a block of 3 frames");
    }

    @Test
    void refusesASlidingWindowThatWouldNotBeExactAfterARestore() {
        assertThatThrownBy(() -> TemporalFrames.spec(16, WindowPolicy.SLIDING, StateForm.FRAMES))
                .hasMessageContaining("traces of frames that have left")
                .hasMessageContaining("choose the policy block");
    }

    @ParameterizedTest
    @EnumSource(StateForm.class)
    void saysHowLargeTheStateOfAStreamGets(StateForm form) {
        TemporalSpec spec = TemporalFrames.spec(4, WindowPolicy.BLOCK, form);
        StateSizes sizes = StateSizes.of(MODEL, spec);
        List<PreparedPicture> clip = IntStream.range(0, 4)
                .<PreparedPicture>mapToObj(t -> TemporalFrames.frame(t, TemporalFrames.SIDE))
                .toList();

        StateFormCost cost = StateFormCost.measure(
                MODEL, spec, TemporalFrames.contract(32), TemporalFrames.preprocessing(TemporalFrames.SIDE), clip, 2);

        assertThat(sizes.keysAndValues()).isEqualTo(1 + 3L * 2 * 2 * 257 * 64 * Float.BYTES);
        if (form == StateForm.KEYS_AND_VALUES) {
            assertThat(cost.stateBytes()).isEqualTo(sizes.keysAndValues());
            assertThat(cost.remadePerStream()).isZero();
        } else {
            assertThat(cost.stateBytes()).isBetween(1L, sizes.frames());
            assertThat(cost.remadePerStream()).isEqualTo(3);
        }
    }

    @Test
    void framesTakeAFewPercentOfKeysAndValues() {
        StateSizes sizes =
                StateSizes.of(MODEL, TemporalFrames.spec(TemporalFrames.WINDOW, WindowPolicy.BLOCK, StateForm.FRAMES));

        assertThat((double) sizes.frames() / sizes.keysAndValues()).isLessThan(0.05);
        assertThat(sizes.cache()).isGreaterThanOrEqualTo(sizes.keysAndValues());
    }

    private static TemporalSpec spec(TensorNames names, int batchAxis, int timeAxis, int window) {
        return new TemporalSpec(
                names, batchAxis, timeAxis, window, WindowPolicy.BLOCK, StateForm.KEYS_AND_VALUES, 16, 4);
    }
}
