package io.tokenloom.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** LaVIT's kept patches as 256 bits. */
class KeepBitmapTest {
    @Test
    void hasABitForEachPositionTheFirstMostSignificant() {
        byte[] bitmap = KeepBitmap.of(List.of(0, 7, 8, 255), 256);

        assertThat(bitmap).hasSize(32);
        assertThat(bitmap[0]).isEqualTo((byte) 0x81);
        assertThat(bitmap[1]).isEqualTo((byte) 0x80);
        assertThat(bitmap[31]).isEqualTo((byte) 0x01);
    }

    @Test
    void givesBackThePositions() {
        Random random = new Random(29);
        for (int positions : new int[] {1, 7, 8, 9, 196, 256}) {
            List<Integer> kept = IntStream.range(0, positions)
                    .filter(position -> random.nextBoolean())
                    .boxed()
                    .toList();
            assertThat(KeepBitmap.positions(KeepBitmap.of(kept, positions), positions))
                    .isEqualTo(kept);
        }
    }

    @Test
    void refusesPositionsThatItCannotKeep() {
        for (List<Integer> kept : List.of(List.of(256), List.of(-1), List.of(3, 3), List.of(4, 3))) {
            assertThatExceptionOfType(TokenContractException.class)
                    .as("%s", kept)
                    .isThrownBy(() -> KeepBitmap.of(kept, 256));
        }
        assertThatExceptionOfType(TokenContractException.class)
                .isThrownBy(() -> KeepBitmap.positions(new byte[31], 256));
        assertThatExceptionOfType(TokenContractException.class)
                .isThrownBy(() -> KeepBitmap.positions(new byte[] {0x01}, 7));
    }
}
