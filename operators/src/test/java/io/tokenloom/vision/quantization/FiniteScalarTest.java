package io.tokenloom.vision.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.deadletter.TokenizationException;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FiniteScalarTest {
    private static final List<Integer> FLEXTOK = List.of(8, 8, 8, 5, 5, 5);

    @Test
    void givesTheKnownAnswersOfFlexToksLevels() {
        FiniteScalar quantizer = new FiniteScalar(FLEXTOK, FiniteScalar.Features.LATENTS);
        float[] latents = {
            0, 0, 0, 0, 0, 0, 9, 9, 9, 9, 9, 9, -9, -9, -9, -9, -9, -9, .1f, -.2f, .3f, -.4f, .5f, -.6f, .5f, .5f, .5f,
            .5f, .5f, .5f, 1, -1, 1, -1, 1, -1
        };

        assertThat(quantizer.codebookSize()).isEqualTo(64_000);
        assertThat(quantizer.quantize(FeatureMap.ofPositions(latents, 0, 6, 6)).ids())
                .containsExactly(32036, 63999, 0, 21340, 47981, 10638);
    }

    @Test
    void everyIdIsReachedFromItsOwnCode() {
        FiniteScalar quantizer = new FiniteScalar(List.of(8, 5, 2, 7), FiniteScalar.Features.CODES);
        float[] codes = new float[8 * 5 * 2 * 7 * 4];
        for (int id = 0; id < 560; id++) {
            codes[4 * id] = (id % 8 - 4) / 4f;
            codes[4 * id + 1] = (id / 8 % 5 - 2) / 2f;
            codes[4 * id + 2] = id / 40 % 2 - 1;
            codes[4 * id + 3] = (id / 80 - 3) / 3f;
        }

        int[] ids = quantizer.quantize(FeatureMap.ofPositions(codes, 0, 560, 4)).ids();

        assertThat(ids).isEqualTo(IntStream.range(0, 560).toArray());
    }

    @Test
    void theOutermostLatentsReachTheOutermostLevels() {
        for (int levels = 2; levels <= 1000; levels++) {
            FiniteScalar quantizer = new FiniteScalar(List.of(levels), FiniteScalar.Features.LATENTS);

            assertThat(quantizer
                            .quantize(FeatureMap.ofPositions(new float[] {-1e9f, 1e9f}, 0, 2, 1))
                            .ids())
                    .containsExactly(0, levels - 1);
        }
    }

    @Test
    void theMarginIsTheWayToTheNextLevel() {
        FiniteScalar quantizer = new FiniteScalar(List.of(5), FiniteScalar.Features.LATENTS);
        float nearlyHalf = 0.25f;

        Codes codes = quantizer.quantize(FeatureMap.ofPositions(new float[] {0, nearlyHalf}, 0, 2, 1));

        assertThat(codes.ids()).containsExactly(2, 2);
        assertThat(codes.margins()[0]).isEqualTo(0.5f);
        assertThat(codes.margins()[1]).isBetween(0f, 0.02f);
    }

    @Test
    void refusesACodeThatIsNoLevel() {
        FiniteScalar quantizer = new FiniteScalar(List.of(5), FiniteScalar.Features.CODES);

        for (float code : new float[] {0.2f, 1.5f, -1.5f}) {
            assertThatThrownBy(() -> quantizer.quantize(FeatureMap.ofPositions(new float[] {0.5f, code}, 0, 2, 1)))
                    .isInstanceOf(TokenizationException.class)
                    .hasMessageContaining("at position 1 is none of its 5 levels");
        }
    }

    @Test
    void refusesFeaturesThatAreNoNumbers() {
        FiniteScalar quantizer = new FiniteScalar(List.of(5), FiniteScalar.Features.LATENTS);

        assertThatThrownBy(() ->
                        quantizer.quantize(FeatureMap.ofPositions(new float[] {Float.POSITIVE_INFINITY}, 0, 1, 1)))
                .isInstanceOf(TokenizationException.class)
                .hasMessageContaining("is Infinity");
    }

    @Test
    void refusesLevelsThatMakeNoIds() {
        for (List<Integer> levels : List.of(List.<Integer>of(), List.of(8, 1), List.of(1001))) {
            assertThatThrownBy(() -> new FiniteScalar(levels, FiniteScalar.Features.LATENTS))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("2 to 1000");
        }
        assertThatThrownBy(() -> new FiniteScalar(Collections.nCopies(31, 2), FiniteScalar.Features.LATENTS))
                .hasMessageContaining("more ids than an int");
    }
}
