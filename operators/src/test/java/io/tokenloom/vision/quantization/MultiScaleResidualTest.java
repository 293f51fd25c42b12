package io.tokenloom.vision.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MultiScaleResidualTest {
    private static final NearestCode CODES =
            new NearestCode(Codebook.of(64, 3, RandomFeatures.of(1, 64 * 3)), Normalisation.NONE);

    @Test
    void mayEndAfterEachScaleOfTokenFlow() {
        assertThat(new MultiScaleResidual(CODES, List.of(1, 2, 4, 6, 8, 10, 12, 14)).lengths())
                .containsExactly(1, 5, 21, 57, 121, 221, 365, 561);
        assertThat(new MultiScaleResidual(CODES, List.of(1, 2, 4, 6, 8, 10, 12, 14, 16)).length(256))
                .isEqualTo(817);
        assertThat(new MultiScaleResidual(CODES, List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 17, 22, 27)).lengths())
                .containsExactly(1, 5, 14, 30, 55, 91, 140, 204, 285, 385, 529, 725, 1014, 1498, 2227);
    }

    @Test
    void aSingleScaleIsTheQuantizerItself() {
        FeatureMap features = FeatureMap.ofChannels(RandomFeatures.of(2, 3 * 25), 0, 3, 5, 5);

        Codes codes = new MultiScaleResidual(CODES, List.of(5)).quantize(features);

        assertThat(codes.ids()).isEqualTo(CODES.quantize(features).ids());
        assertThat(codes.margins()).isEqualTo(CODES.quantize(features).margins());
    }

    @Test
    void earlierScalesDoNotDependOnLaterOnes() {
        FeatureMap features = FeatureMap.ofChannels(RandomFeatures.of(3, 3 * 64), 0, 3, 8, 8);

        int[] few = new MultiScaleResidual(CODES, List.of(1, 2, 8))
                .quantize(features)
                .ids();
        int[] many = new MultiScaleResidual(CODES, List.of(1, 2, 4, 8))
                .quantize(features)
                .ids();

        assertThat(Arrays.copyOf(many, 5)).isEqualTo(Arrays.copyOf(few, 5));
    }

    @Test
    void aMapThatIsOneCodeLeavesNothingForLaterScales() {
        float[] code = new float[3];
        CODES.copyCode(17, code, 0);
        float[] values = new float[3 * 16];
        for (int i = 0; i < values.length; i++) {
            values[i] = code[i / 16];
        }
        float[] table = {0, 0, 0, code[0], code[1], code[2]};
        NearestCode zeroOrCode = new NearestCode(Codebook.of(2, 3, table), Normalisation.NONE);

        int[] ids = new MultiScaleResidual(zeroOrCode, List.of(1, 2, 4))
                .quantize(FeatureMap.ofChannels(values, 0, 3, 4, 4))
                .ids();

        assertThat(ids[0]).isEqualTo(1);
        assertThat(Arrays.copyOfRange(ids, 1, 21)).containsOnly(0);
    }

    @Test
    void refusesAMapOfAnotherSize() {
        MultiScaleResidual quantizer = new MultiScaleResidual(CODES, List.of(1, 2, 4));

        assertThatThrownBy(() -> quantizer.quantize(FeatureMap.ofChannels(new float[3 * 25], 0, 3, 5, 5)))
                .isInstanceOfSatisfying(
                        TokenizationException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.MODEL_OUTPUT))
                .hasMessageContaining("25 positions")
                .hasMessageContaining("4 x 4");
    }

    @Test
    void refusesFeaturesThatAreNoNumbers() {
        float[] values = RandomFeatures.of(4, 3 * 16);
        values[7] = Float.NaN;
        MultiScaleResidual quantizer = new MultiScaleResidual(CODES, List.of(1, 2, 4));

        assertThatThrownBy(() -> quantizer.quantize(FeatureMap.ofChannels(values, 0, 3, 4, 4)))
                .isInstanceOf(TokenizationException.class)
                .hasMessageContaining("position 7 is NaN");
    }

    @Test
    void refusesScalesThatDoNotGrow() {
        for (List<Integer> scales : List.of(List.of(1, 2, 2), List.of(0, 1), List.of(4, 2), List.of(1, 300))) {
            assertThatThrownBy(() -> new MultiScaleResidual(CODES, scales))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("ascend");
        }
        assertThatThrownBy(() -> new MultiScaleResidual(CODES, List.of())).hasMessageContaining("no scales");
    }
}
