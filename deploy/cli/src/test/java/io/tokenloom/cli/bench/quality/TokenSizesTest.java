package io.tokenloom.cli.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.vision.ProgressiveModel;
import org.junit.jupiter.api.Test;

class TokenSizesTest {
    private final TokenSizes small = TokenSizes.of(new ProgressiveModel.Shape(128, 64, 65_536), 4);
    private final TokenSizes large = TokenSizes.of(new ProgressiveModel.Shape(256, 100, 200_000), 3);

    @Test
    void fillsWholeStepsAndBeginsTheNext() {
        assertThat(small.sizes()).containsExactly(32, 64, 128, 256, 384, 512);
        assertThat(small.idsWithin(32)).containsExactly(16, 0, 0, 0);
        assertThat(small.idsWithin(128)).containsExactly(64, 0, 0, 0);
        assertThat(small.idsWithin(130)).containsExactly(64, 1, 0, 0);
        assertThat(small.idsWithin(384)).containsExactly(64, 64, 64, 0);
        assertThat(small.idsWithin(5000)).containsExactly(64, 64, 64, 64);
    }

    @Test
    void takesTheWidthOfIdsFromTheCodebookAndSizesFromTheArea() {
        assertThat(large.bits()).isEqualTo(18);
        assertThat(large.sizes()).containsExactly(128, 256, 512, 1024, 1536, 2048);
        // 225 bytes a step; 31 bytes are left of 256, which are 13 ids of 18 bits.
        assertThat(large.bytes(100)).isEqualTo(225);
        assertThat(large.idsWithin(256)).containsExactly(100, 13, 0);
        assertThat(large.bytes(13)).isEqualTo(30);
        assertThat(large.bytes(0)).isZero();
    }

    @Test
    void neverSaysMoreThanFits() {
        for (TokenSizes sizes : new TokenSizes[] {small, large}) {
            for (int size = 0; size < 3000; size++) {
                int used = sizes.idsWithin(size).stream().mapToInt(sizes::bytes).sum();
                assertThat(used).isLessThanOrEqualTo(size);
            }
        }
    }

    @Test
    void givesTwoCodesOneBit() {
        assertThat(TokenSizes.of(new ProgressiveModel.Shape(64, 8, 2), 1).bits())
                .isEqualTo(1);
        assertThat(TokenSizes.of(new ProgressiveModel.Shape(64, 8, 933), 1).bits())
                .isEqualTo(10);
        assertThat(TokenSizes.of(new ProgressiveModel.Shape(64, 8, 1), 1).bits())
                .isEqualTo(1);
    }
}
