package io.tokenloom.cli.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tokenloom.vision.preprocessing.EightBitPicture;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlurTest {
    private static final int SIDE = 32;

    @Test
    void isAsFarAsWasAskedFor() {
        Judge judge = new Judge(noise());

        for (double psnr : new double[] {19.5, 22, 35}) {
            assertThat(judge.psnr(Blur.asFar(judge, psnr))).isCloseTo(psnr, within(0.2));
        }
    }

    @Test
    void hasNoDetailThatTheOriginalLacks() {
        byte[] grey = new byte[3 * SIDE * SIDE];
        Arrays.fill(grey, (byte) 120);
        Judge judge = new Judge(EightBitPicture.square(SIDE, grey));

        assertThat(Blur.asFar(judge, 20).planes()).containsOnly(120);
    }

    @Test
    void blursRowsAndColumnsAlike() {
        byte[] dot = new byte[3 * SIDE * SIDE];
        for (int colour = 0; colour < 3; colour++) {
            dot[(colour * SIDE + 10) * SIDE + 10] = (byte) 255;
        }
        byte[] blurred =
                Blur.asFar(new Judge(EightBitPicture.square(SIDE, dot)), 33).planes();

        int at = 10 * SIDE + 10;
        assertThat(blurred[at] & 0xFF).isBetween(1, 254);
        assertThat(blurred[at + 1]).isNotZero().isEqualTo(blurred[at - 1]);
        assertThat(blurred[at + SIDE]).isEqualTo(blurred[at + 1]);
        assertThat(blurred[at - SIDE]).isEqualTo(blurred[at + 1]);
    }

    private static EightBitPicture noise() {
        byte[] planes = new byte[3 * SIDE * SIDE];
        Random random = new Random(4);
        for (int i = 0; i < planes.length; i++) {
            planes[i] = (byte) (100 + random.nextInt(100));
        }
        return EightBitPicture.square(SIDE, planes);
    }
}
