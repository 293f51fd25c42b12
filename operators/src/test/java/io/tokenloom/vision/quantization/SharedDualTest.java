package io.tokenloom.vision.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SharedDualTest {
    @Test
    void theIdIsGoodInBothTablesThoughBestInNeither() {
        Codebook first = Codebook.of(3, 1, new float[] {0, 10, 2});
        Codebook second = Codebook.of(3, 1, new float[] {10, 0, 3});
        SharedDual quantizer = new SharedDual(first, second, Normalisation.NONE);

        Codes codes = quantizer.quantize(FeatureMap.ofPositions(new float[] {0, 0}, 0, 1, 2));

        assertThat(codes.ids()).containsExactly(2);
        assertThat(codes.margins()).containsExactly(100 - 13);
    }

    @Test
    void eachPartIsNormalisedByItself() {
        Codebook first = Codebook.of(2, 2, new float[] {1, 0, 0, 1});
        Codebook second = Codebook.of(2, 2, new float[] {0, 1, 1, 0});
        SharedDual quantizer = new SharedDual(first, second, Normalisation.FEATURES_AND_CODES);
        // The first part is a thousand times longer and slightly for id 0; the second is wholly for id 1.
        float[] features = {1100, 1000, 1, 0};

        assertThat(quantizer.quantize(FeatureMap.ofPositions(features, 0, 1, 4)).ids())
                .containsExactly(1);
    }

    @Test
    void findsWhatThePlainLoopFinds() {
        float[] first = RandomFeatures.coarse(1, 1500 * 6);
        float[] second = RandomFeatures.coarse(2, 1500 * 3);
        float[] features = RandomFeatures.coarse(3, 60 * 9);
        PlainSearch plainFirst = new PlainSearch(first, 6, Normalisation.FEATURES_AND_CODES);
        PlainSearch plainSecond = new PlainSearch(second, 3, Normalisation.FEATURES_AND_CODES);
        SharedDual quantizer = new SharedDual(
                Codebook.of(1500, 6, first), Codebook.of(1500, 3, second), Normalisation.FEATURES_AND_CODES);

        Codes codes = quantizer.quantize(FeatureMap.ofPositions(features, 0, 60, 9));

        for (int position = 0; position < 60; position++) {
            float[] sums = plainFirst.distances(Arrays.copyOfRange(features, position * 9, position * 9 + 6));
            float[] addends = plainSecond.distances(Arrays.copyOfRange(features, position * 9 + 6, position * 9 + 9));
            for (int id = 0; id < sums.length; id++) {
                sums[id] += addends[id];
            }
            int wanted = PlainSearch.lowestOfLeast(sums);
            assertThat(codes.ids()[position]).as("position %d", position).isEqualTo(wanted);
            assertThat(codes.margins()[position]).isEqualTo(PlainSearch.margin(sums, wanted));
        }
    }

    @Test
    void givesTheCodesOfBothTables() {
        float[] target = new float[3];
        new SharedDual(
                        Codebook.of(2, 2, new float[] {1, 2, 3, 4}),
                        Codebook.of(2, 1, new float[] {5, 6}),
                        Normalisation.NONE)
                .copyCode(1, target, 0);

        assertThat(target).containsExactly(3, 4, 6);
    }

    @Test
    void refusesTablesOfDifferentSizes() {
        assertThatThrownBy(() -> new SharedDual(
                        Codebook.of(2, 1, new float[2]), Codebook.of(3, 1, new float[3]), Normalisation.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[2, 3]");
    }
}
