package io.tokenloom.vision.quantization;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SelectionNoiseTest {
    private static final byte[] KEY = "images/0/17".getBytes(StandardCharsets.UTF_8);

    @Test
    void theGeneratorGivesTheKnownAnswersOfRandom123() {
        assertThat(Philox4x32.block(new int[4], new int[2]))
                .containsExactly(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
        assertThat(Philox4x32.block(new int[] {-1, -1, -1, -1}, new int[] {-1, -1}))
                .containsExactly(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
        assertThat(Philox4x32.block(
                        new int[] {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, new int[] {0xa4093822, 0x299f31d0}))
                .containsExactly(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1);
    }

    @Test
    void noiseIsBoundToTheKeyAsDocumented() {
        // SHA-256 of no bytes begins with e3b0c442 98fc1c14 9afbf4c8 996fb924.
        int[] block = Philox4x32.block(new int[] {1, 0, 0x9afbf4c8, 0x996fb924}, new int[] {0xe3b0c442, 0x98fc1c14});

        assertThat(SelectionNoise.uniform(new byte[0], 4)[5]).isEqualTo(((block[1] >>> 9) + 0.5f) / (1 << 23));
    }

    @Test
    void fewerPatchesHaveTheNoiseOfTheFirst() {
        float[] many = SelectionNoise.uniform(KEY, 256);

        assertThat(SelectionNoise.uniform(KEY, 7)).isEqualTo(Arrays.copyOf(many, 14));
        assertThat(many).hasSize(512);
    }

    @Test
    void uniformNoiseIsEvenAndNeverAtItsEnds() {
        int[] counts = new int[16];
        double sum = 0;
        for (float value : SelectionNoise.uniform(KEY, 80_000)) {
            assertThat(value).isGreaterThan(0).isLessThan(1);
            counts[(int) (value * 16)]++;
            sum += value;
        }

        assertThat(sum / 160_000).isBetween(0.497, 0.503);
        // 10,000 are expected in each, with a standard deviation below 97.
        assertThat(Arrays.stream(counts).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(9_600, 10_400));
    }

    @Test
    void gumbelNoiseHasItsMeanAndIsFinite() {
        double sum = 0;
        for (float value : SelectionNoise.gumbel(KEY, 80_000)) {
            assertThat(value).isFinite();
            sum += value;
        }

        // Euler's constant; the standard deviation of the mean is 0.0032.
        assertThat(sum / 160_000).isBetween(0.5772 - 0.013, 0.5772 + 0.013);
    }
}
