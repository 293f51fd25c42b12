package io.tokenloom.vision.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.media.RgbImage;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StretchAreaTest {
    @Test
    void leavesAPictureOfTheRightSizeAsItIs() {
        RgbImage picture = noise(8, 8);
        byte[] planes = new StretchArea(8, 8).apply(picture).planes();
        for (int pixel = 0; pixel < 64; pixel++) {
            for (int colour = 0; colour < 3; colour++) {
                assertThat(planes[colour * 64 + pixel]).isEqualTo(picture.rgb()[3 * pixel + colour]);
            }
        }
    }

    @Test
    void takesTheMeanOfTheAreaRoundedHalfToEven() {
        byte[] rgb = {0, 10, 20, 1, 11, 21, 0, 10, 20, 1, 11, 21};
        assertThat(new StretchArea(1, 1).apply(new RgbImage(2, 2, rgb)).planes())
                .containsExactly(0, 10, 20);
    }

    @Test
    void weighsPixelsThatLieInTwoAreas() {
        byte[] rgb = {0, 0, 0, 90, 90, 90, (byte) 200, (byte) 200, (byte) 200};
        byte[] planes = new StretchArea(2, 2).apply(new RgbImage(3, 1, rgb)).planes();
        assertThat(planes[0]).isEqualTo((byte) 30); // (0 + 90 / 2) / 1.5
        assertThat(planes[1] & 0xFF).isEqualTo(163); // (90 / 2 + 200) / 1.5
    }

    @Test
    void isBilinearBetweenPixelCentresWhereThePictureIsSmall() {
        byte[] rgb = {0, 0, 0, 100, 100, 100};
        byte[] planes = new StretchArea(4, 4).apply(new RgbImage(2, 1, rgb)).planes();
        assertThat(new byte[] {planes[0], planes[1], planes[2], planes[3]}).containsExactly(0, 25, 75, 100);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,500", "500,1", "127,129", "13,1000", "1000,13", "128,128", "3,3"})
    void keepsAGreyPictureGrey(int width, int height) {
        byte[] planes =
                new StretchArea(128, 128).apply(grey(width, height, 171)).planes();
        assertThat(planes).containsOnly((byte) 171);
    }

    /** The same sums, by the definition and without any cleverness. */
    @ParameterizedTest
    @CsvSource({"17,23", "64,40", "9,31", "16,100", "5,100", "100,5"})
    void equalsTheDefinition(int width, int height) {
        RgbImage picture = noise(width, height);
        int side = 16;
        byte[] planes = new StretchArea(side, side).apply(picture).planes();
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                double sum = 0;
                for (int sy = 0; sy < height; sy++) {
                    for (int sx = 0; sx < width; sx++) {
                        sum += share(sx, x, width, side)
                                * share(sy, y, height, side)
                                * (picture.rgb()[3 * (sy * width + sx)] & 0xFF);
                    }
                }
                assertThat(planes[y * side + x] & 0xFF)
                        .isCloseTo((int) Math.rint(sum), org.assertj.core.api.Assertions.within(1));
            }
        }
    }

    private static double share(int source, int target, int sources, int targets) {
        double scale = (double) sources / targets;
        if (sources >= targets) {
            double covered = Math.min((target + 1) * scale, source + 1) - Math.max(target * scale, source);
            return Math.max(0, covered) / scale;
        }
        double centre = Math.max(0, Math.min(sources - 1, (target + 0.5) * scale - 0.5));
        return Math.max(0, 1 - Math.abs(centre - source));
    }

    private static RgbImage grey(int width, int height, int value) {
        byte[] rgb = new byte[3 * width * height];
        Arrays.fill(rgb, (byte) value);
        return new RgbImage(width, height, rgb);
    }

    private static RgbImage noise(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        new Random(width * 1000L + height).nextBytes(rgb);
        return new RgbImage(width, height, rgb);
    }
}
