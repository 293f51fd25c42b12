package io.tokenloom.vision.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.deadletter.TokenizationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SignBitsTest {
    @Test
    void packsSignsInEitherOrder() {
        FeatureMap features = FeatureMap.ofPositions(new float[] {3, -1, -2, 0.5f, 1, -4}, 0, 2, 3);

        assertThat(new SignBits(3, SignBits.Order.FIRST_HIGHEST)
                        .quantize(features)
                        .ids())
                .containsExactly(0b100, 0b110);
        assertThat(new SignBits(3, SignBits.Order.FIRST_LOWEST)
                        .quantize(features)
                        .ids())
                .containsExactly(0b001, 0b011);
    }

    @Test
    void zeroIsNotGreaterThanZero() {
        FeatureMap features = FeatureMap.ofPositions(new float[] {0, -0f, Float.MIN_VALUE}, 0, 1, 3);

        assertThat(new SignBits(3, SignBits.Order.FIRST_HIGHEST)
                        .quantize(features)
                        .ids())
                .containsExactly(0b001);
    }

    @Test
    void everyIdIsTheOneOfItsOwnSigns() {
        SignBits quantizer = new SignBits(10, SignBits.Order.FIRST_LOWEST);
        float[] signs = new float[1024 * 10];
        for (int i = 0; i < signs.length; i++) {
            signs[i] = (i / 10 >> i % 10 & 1) == 1 ? 0.1f : -0.1f;
        }

        assertThat(quantizer.codebookSize()).isEqualTo(1024);
        assertThat(quantizer
                        .quantize(FeatureMap.ofPositions(signs, 0, 1024, 10))
                        .ids())
                .isEqualTo(IntStream.range(0, 1024).toArray());
    }

    @Test
    void theMarginIsTheLeastAbsoluteValue() {
        FeatureMap features = FeatureMap.ofPositions(new float[] {3, -0.25f, 1}, 0, 1, 3);

        assertThat(new SignBits(3, SignBits.Order.FIRST_LOWEST)
                        .quantize(features)
                        .margins())
                .containsExactly(0.25f);
    }

    @Test
    void refusesWhatHasNoSign() {
        FeatureMap features = FeatureMap.ofPositions(new float[] {1, Float.NaN}, 0, 1, 2);

        assertThatThrownBy(() -> new SignBits(2, SignBits.Order.FIRST_LOWEST).quantize(features))
                .isInstanceOf(TokenizationException.class)
                .hasMessageContaining("NaN");
    }

    @Test
    void refusesMoreBitsThanAnIdHas() {
        assertThatThrownBy(() -> new SignBits(31, SignBits.Order.FIRST_LOWEST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 30");
    }
}
