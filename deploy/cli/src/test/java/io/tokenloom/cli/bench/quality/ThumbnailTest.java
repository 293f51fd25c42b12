package io.tokenloom.cli.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tokenloom.media.RgbImage;
import io.tokenloom.vision.preprocessing.EightBitPicture;
import io.tokenloom.vision.preprocessing.Resampling;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ThumbnailTest {
    private static final int SIDE = 32;

    @Test
    void countsBits() {
        assertThat(new ThumbnailFormat.Rgb(5, 6, 5).bits(3, 4)).isEqualTo(192);
        assertThat(new ThumbnailFormat.Subsampled(8).bits(4, 4)).isEqualTo(8 * 24);
        // Odd sides have a half square of chroma at the end.
        assertThat(new ThumbnailFormat.Subsampled(6).bits(5, 3)).isEqualTo(6 * (15 + 2 * 3 * 2));
    }

    @Test
    void keepsFlatColoursAsFarAsTheBitsGo() {
        byte[] rgb = new byte[3 * 4 * 4];
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = (byte) 200;
            rgb[i + 1] = 90;
            rgb[i + 2] = 30;
        }
        RgbImage small = new RgbImage(4, 4, rgb);

        assertThat(mean(new ThumbnailFormat.Rgb(8, 8, 8), small)).containsExactly(200, 90, 30);
        // 4 bits have steps of 17.
        assertThat(mean(new ThumbnailFormat.Rgb(4, 4, 4), small)).containsExactly(204, 85, 34);
        double[] subsampled = mean(new ThumbnailFormat.Subsampled(8), small);
        assertThat(subsampled[0]).isCloseTo(200, within(1.5));
        assertThat(subsampled[1]).isCloseTo(90, within(1.5));
        assertThat(subsampled[2]).isCloseTo(30, within(1.5));
    }

    @Test
    void getsBetterWithBytesAndNeverTakesMore() throws Exception {
        byte[] planes = new byte[3 * SIDE * SIDE];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = (byte) (128 + 60 * Math.sin(i % SIDE / 5.0) + 50 * Math.cos(i / SIDE % SIDE / 7.0));
        }
        Judge judge = new Judge(EightBitPicture.square(SIDE, planes));

        List<Optional<Made>> made = new ThumbnailMethod().best(judge, List.of(0, 16, 64, 256));

        assertThat(made.get(0)).isEmpty();
        double before = 0;
        for (int place = 1; place < made.size(); place++) {
            Score score = made.get(place).orElseThrow().score();
            assertThat(score.bytes()).isBetween(1, List.of(0, 16, 64, 256).get(place));
            assertThat(score.of(Measure.PSNR)).isGreaterThan(before);
            before = score.of(Measure.PSNR);
        }
        assertThat(before).isGreaterThan(30);
    }

    private static double[] mean(ThumbnailFormat format, RgbImage small) {
        byte[] planes = format.restored(small, 8, Resampling.PIL_BICUBIC).planes();
        double[] means = new double[3];
        for (int i = 0; i < planes.length; i++) {
            means[i / 64] += (planes[i] & 0xFF) / 64.0;
        }
        return Arrays.stream(means)
                .map(mean -> Math.round(mean * 1000) / 1000.0)
                .toArray();
    }
}
