package io.tokenloom.vision.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.deadletter.TokenizationException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FactorisedTest {
    private static final NearestCode SEMANTIC =
            new NearestCode(Codebook.of(300, 8, RandomFeatures.of(1, 300 * 8)), Normalisation.FEATURES_AND_CODES);
    private static final NearestCode VISUAL =
            new NearestCode(Codebook.of(200, 5, RandomFeatures.of(2, 200 * 5)), Normalisation.FEATURES_AND_CODES);
    private static final Factorised BOTH = new Factorised(List.of(SEMANTIC, VISUAL));

    @Test
    void eachFactorGivesAPlaneFromAnOutputOfItsOwn() {
        FeatureMap semantic = FeatureMap.ofChannels(RandomFeatures.of(3, 8 * 16), 0, 8, 4, 4);
        FeatureMap visual = FeatureMap.ofPositions(RandomFeatures.of(4, 16 * 5), 0, 16, 5);

        Codes codes = BOTH.quantize(FeatureMap.joined(List.of(semantic, visual)));

        assertThat(codes.planes()).isEqualTo(2);
        assertThat(codes.plane(0)).isEqualTo(SEMANTIC.quantize(semantic).ids());
        assertThat(codes.plane(1)).isEqualTo(VISUAL.quantize(visual).ids());
        assertThat(codes.margins()).startsWith(SEMANTIC.quantize(semantic).margins());
    }

    @Test
    void eachFactorTakesItsChannelsOfOneOutput() {
        float[] values = RandomFeatures.of(5, 13 * 16);
        float[] visual = new float[5 * 16];
        System.arraycopy(values, 8 * 16, visual, 0, visual.length);

        Codes codes = BOTH.quantize(FeatureMap.ofChannels(values, 0, 13, 4, 4));

        assertThat(codes.plane(1))
                .isEqualTo(VISUAL.quantize(FeatureMap.ofChannels(visual, 0, 5, 4, 4))
                        .ids());
    }

    @Test
    void channelsMayCrossTheBordersOfOutputs() {
        float[] values = RandomFeatures.of(6, 13 * 16);
        float[] upper = Arrays.copyOf(values, 10 * 16);
        float[] lower = Arrays.copyOfRange(values, 10 * 16, 13 * 16);
        FeatureMap joined = FeatureMap.joined(
                List.of(FeatureMap.ofChannels(upper, 0, 10, 4, 4), FeatureMap.ofChannels(lower, 0, 3, 4, 4)));

        assertThat(BOTH.quantize(joined).ids())
                .isEqualTo(BOTH.quantize(FeatureMap.ofChannels(values, 0, 13, 4, 4))
                        .ids());
    }

    @Test
    void saysWhatEachPlaneIs() {
        assertThat(BOTH.dimension()).isEqualTo(13);
        assertThat(BOTH.codebookSize(0)).isEqualTo(300);
        assertThat(BOTH.codebookSize(1)).isEqualTo(200);
        assertThat(BOTH.length(16)).isEqualTo(16);
        assertThatThrownBy(() -> BOTH.codebookSize(2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void refusesChannelsTooFew() {
        assertThatThrownBy(() -> BOTH.quantize(FeatureMap.ofPositions(new float[12], 0, 1, 12)))
                .isInstanceOf(TokenizationException.class)
                .hasMessageContaining("dimension 12");
    }

    @Test
    void mapsOverOtherPositionsAreNotJoined() {
        List<FeatureMap> maps =
                List.of(FeatureMap.ofPositions(new float[8], 0, 1, 8), FeatureMap.ofPositions(new float[10], 0, 2, 5));

        assertThatThrownBy(() -> FeatureMap.joined(maps))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[1, 2]");
    }
}
