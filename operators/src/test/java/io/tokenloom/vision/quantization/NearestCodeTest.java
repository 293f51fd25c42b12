package io.tokenloom.vision.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestCodeTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 3", "5, 4", "255, 7", "256, 8", "257, 12", "1024, 8", "1025, 9", "1500, 33", "300, 130"})
    void findsWhatThePlainLoopFinds(int size, int dimension) {
        float[] codes = RandomFeatures.of(size, size * dimension);
        // Every third code is one of the first: its distance ties with that of a lower id.
        for (int code = 2; code < size; code += 3) {
            System.arraycopy(codes, code / 7 * dimension, codes, code * dimension, dimension);
        }
        float[] features = RandomFeatures.of(99, 40 * dimension);
        for (Normalisation normalisation : Normalisation.values()) {
            PlainSearch plain = new PlainSearch(codes, dimension, normalisation);
            Codes found = quantizer(codes, dimension, normalisation)
                    .quantize(FeatureMap.ofPositions(features, 0, 40, dimension));

            for (int position = 0; position < 40; position++) {
                float[] vector = Arrays.copyOfRange(features, position * dimension, (position + 1) * dimension);
                float[] distances = plain.distances(vector);
                int id = PlainSearch.lowestOfLeast(distances);
                assertThat(found.ids()[position])
                        .as("%s, position %d", normalisation, position)
                        .isEqualTo(id);
                assertThat(found.margins()[position]).isEqualTo(PlainSearch.margin(distances, id));
                assertThat(plain.exactly(vector, id)).isLessThanOrEqualTo(plain.exactLeast(vector) + 1e-3);
            }
        }
    }

    @Test
    void ofManyEqualDistancesTheLowestIdWins() {
        float[] codes = RandomFeatures.coarse(3, 2000 * 4);
        float[] features = RandomFeatures.coarse(4, 200 * 4);
        PlainSearch plain = new PlainSearch(codes, 4, Normalisation.NONE);

        Codes found = quantizer(codes, 4, Normalisation.NONE).quantize(FeatureMap.ofPositions(features, 0, 200, 4));

        assertThat(found.margins()).containsOnly(0);
        for (int position = 0; position < 200; position++) {
            float[] vector = Arrays.copyOfRange(features, position * 4, position * 4 + 4);
            assertThat(found.ids()[position]).isEqualTo(PlainSearch.lowestOfLeast(plain.distances(vector)));
        }
    }

    @Test
    void aTieMayBeInTheLastCodeOfTheLastBlock() {
        float[] codes = new float[1100 * 2];
        Arrays.fill(codes, 9);
        codes[1099 * 2] = 1;
        codes[1099 * 2 + 1] = 0;
        NearestCode quantizer = quantizer(codes, 2, Normalisation.NONE);

        assertThat(quantizer
                        .quantize(FeatureMap.ofPositions(new float[] {1, 0, 9, 9}, 0, 2, 2))
                        .ids())
                .containsExactly(1099, 0);
    }

    @Test
    void aSingleCodeHasNoRunnerUp() {
        Codes found = quantizer(new float[] {1, 2}, 2, Normalisation.NONE)
                .quantize(FeatureMap.ofPositions(new float[] {5, 5}, 0, 1, 2));

        assertThat(found.ids()).containsExactly(0);
        assertThat(found.margins()).containsExactly(Float.POSITIVE_INFINITY);
    }

    @Test
    void theLayoutOfTheFeaturesChangesNothing() {
        NearestCode quantizer = quantizer(RandomFeatures.of(1, 500 * 6), 6, Normalisation.FEATURES_AND_CODES);
        float[] byPosition = RandomFeatures.of(2, 20 * 6);
        float[] byChannel = new float[byPosition.length];
        for (int i = 0; i < byPosition.length; i++) {
            byChannel[i % 6 * 20 + i / 6] = byPosition[i];
        }

        assertThat(quantizer
                        .quantize(FeatureMap.ofChannels(byChannel, 0, 6, 4, 5))
                        .ids())
                .isEqualTo(quantizer
                        .quantize(FeatureMap.ofPositions(byPosition, 0, 20, 6))
                        .ids());
    }

    @Test
    void anItemHasTheSameIdsInEveryBatchAndThread() {
        NearestCode quantizer = quantizer(RandomFeatures.of(1, 2000 * 8), 8, Normalisation.NONE);
        float[] alone = RandomFeatures.of(2, 50 * 8);
        float[] batch = RandomFeatures.of(3, 5 * 50 * 8);
        System.arraycopy(alone, 0, batch, 3 * 50 * 8, alone.length);
        int[] wanted =
                quantizer.quantize(FeatureMap.ofPositions(alone, 0, 50, 8)).ids();

        List<int[]> found = IntStream.range(0, 64)
                .parallel()
                .mapToObj(i -> quantizer
                        .quantize(FeatureMap.ofPositions(batch, 3, 50, 8))
                        .ids())
                .toList();

        assertThat(found).allSatisfy(ids -> assertThat(ids).isEqualTo(wanted));
    }

    @Test
    void normalisedFeaturesOfAnyLengthHaveTheSameId() {
        NearestCode quantizer = quantizer(new float[] {10, 0, 0, 1, -3, -3}, 2, Normalisation.FEATURES_AND_CODES);

        assertThat(quantizer
                        .quantize(FeatureMap.ofPositions(new float[] {0.001f, 0.0001f, 50, 800, 0, 0}, 0, 3, 2))
                        .ids())
                .containsExactly(0, 1, 0);
    }

    @Test
    void codesThatAreNotNormalisedCountAsTheyAreStored() {
        float[] codes = {10, 0, 0.6f, 0.8f};
        FeatureMap features = FeatureMap.ofPositions(new float[] {1, 0}, 0, 1, 2);

        assertThat(quantizer(codes, 2, Normalisation.FEATURES)
                        .quantize(features)
                        .ids())
                .containsExactly(1);
        assertThat(quantizer(codes, 2, Normalisation.FEATURES_AND_CODES)
                        .quantize(features)
                        .ids())
                .containsExactly(0);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e30f})
    void refusesFeaturesThatHaveNoDistance(float wrong) {
        for (Normalisation normalisation : Normalisation.values()) {
            NearestCode quantizer = quantizer(RandomFeatures.of(1, 10 * 3), 3, normalisation);

            assertThatThrownBy(() ->
                            quantizer.quantize(FeatureMap.ofPositions(new float[] {1, 2, 3, 4, wrong, 6}, 0, 2, 3)))
                    .isInstanceOfSatisfying(TokenizationException.class, e -> assertThat(e.code())
                            .isEqualTo(FailureCode.MODEL_OUTPUT))
                    .hasMessageContaining("at position 1");
        }
    }

    @Test
    void aBrokenItemDoesNotHarmItsNeighbours() {
        NearestCode quantizer = quantizer(new float[] {0, 0, 1, 1}, 2, Normalisation.NONE);
        float[] batch = {Float.NaN, 0, 1, 1};

        assertThat(quantizer.quantize(FeatureMap.ofPositions(batch, 1, 1, 2)).ids())
                .containsExactly(1);
    }

    @Test
    void refusesFeaturesOfAnotherDimension() {
        NearestCode quantizer = quantizer(new float[] {0, 0, 1, 1}, 2, Normalisation.NONE);

        assertThatThrownBy(() -> quantizer.quantize(FeatureMap.ofPositions(new float[3], 0, 1, 3)))
                .isInstanceOf(TokenizationException.class)
                .hasMessageContaining("dimension 3, and its quantizer takes 2");
    }

    @Test
    void refusesCodesThatAreTooLarge() {
        assertThatThrownBy(() -> quantizer(new float[] {0, 0, 1e25f, 1}, 2, Normalisation.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("code 1 is too large");
    }

    @Test
    void givesCodesBackAsTheyAreCompared() {
        float[] target = new float[3];
        quantizer(new float[] {0, 0, 3, 4}, 2, Normalisation.FEATURES_AND_CODES).copyCode(1, target, 1);

        assertThat(target).containsExactly(0, 0.6f, 0.8f);
    }

    private static NearestCode quantizer(float[] codes, int dimension, Normalisation normalisation) {
        return new NearestCode(Codebook.of(codes.length / dimension, dimension, codes), normalisation);
    }
}
