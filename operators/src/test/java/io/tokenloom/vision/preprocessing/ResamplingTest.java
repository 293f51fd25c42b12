package io.tokenloom.vision.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.media.RgbImage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ResamplingTest {
    /** In grey levels, of values up to 255 and a little more; a float there has steps of 0.000015 to 0.00003. */
    private static final float TOLERANCE = 1.5e-4f;

    static Stream<GoldenPreprocessing> pillow() {
        return GoldenPreprocessing.of("stretch")
                .filter(golden -> resampling(golden).manifestName().startsWith("pil"));
    }

    static Stream<GoldenPreprocessing> torch() {
        return GoldenPreprocessing.of("stretch")
                .filter(golden -> resampling(golden).manifestName().startsWith("torch"));
    }

    private static Resampling resampling(GoldenPreprocessing golden) {
        return Resampling.named(golden.said().path("resampling").asText()).orElseThrow();
    }

    private static PreparedPicture stretched(GoldenPreprocessing golden, Resampling resampling) {
        return new Stretch(golden.width(), golden.height(), resampling).apply(golden.source());
    }

    @ParameterizedTest
    @MethodSource("pillow")
    void equalsPillowByteForByte(GoldenPreprocessing golden) {
        EightBitPicture picture = (EightBitPicture) stretched(golden, resampling(golden));
        assertThat(picture.planes()).isEqualTo(golden.bytes());
    }

    @ParameterizedTest
    @MethodSource("torch")
    void equalsPyTorchInFloats(GoldenPreprocessing golden) {
        ContinuousPicture picture = (ContinuousPicture) stretched(golden, resampling(golden));
        float[] expected = golden.floats();
        float worst = 0;
        for (int i = 0; i < expected.length; i++) {
            worst = Math.max(worst, Math.abs(picture.planes()[i] - expected[i]));
        }
        assertThat(worst).isLessThanOrEqualTo(TOLERANCE);
    }

    @ParameterizedTest
    @MethodSource("torch")
    void roundsPyTorchsResultToEightBits(GoldenPreprocessing golden) {
        Resampling rounded =
                Resampling.named(resampling(golden).manifestName() + "-8bit").orElseThrow();
        byte[] planes = ((EightBitPicture) stretched(golden, rounded)).planes();
        float[] exact = golden.floats();
        float worst = 0;
        for (int i = 0; i < exact.length; i++) {
            float inRange = Math.max(0, Math.min(255, exact[i]));
            worst = Math.max(worst, Math.abs((planes[i] & 0xFF) - inRange));
        }
        assertThat(worst).isLessThanOrEqualTo(0.5f + TOLERANCE);
    }

    @ParameterizedTest
    @EnumSource(Resampling.class)
    void leavesAPictureOfTheRightSizeAsItIs(Resampling resampling) {
        RgbImage source = GoldenPreprocessing.picture(19, 31);
        byte[] planes = EightBitPicture.of(source, SourceView.whole(source)).planes();
        float[] same = values(new Stretch(19, 31, resampling).apply(source));
        for (int i = 0; i < planes.length; i++) {
            same[i] -= planes[i] & 0xFF;
        }
        assertThat(same).containsOnly(0);
    }

    @ParameterizedTest
    @EnumSource(Resampling.class)
    void makesAWindowAsPartOfTheWhole(Resampling resampling) {
        RgbImage source = GoldenPreprocessing.picture(83, 47);
        float[] whole = values(resampling.resize(source, ScaledCrop.whole(40, 61)));
        float[] window = values(resampling.resize(source, new ScaledCrop(40, 61, 11, 29, 20, 30)));
        float[] cut = new float[window.length];
        for (int row = 0; row < 3 * 30; row++) {
            System.arraycopy(whole, (row / 30 * 61 + row % 30 + 29) * 40 + 11, cut, row * 20, 20);
        }
        assertThat(window).isEqualTo(cut);
    }

    @Test
    void isFoundByItsName() {
        assertThat(Resampling.named("pil-bicubic")).contains(Resampling.PIL_BICUBIC);
        assertThat(Resampling.named("bicubic")).isEmpty();
    }

    private static float[] values(PreparedPicture picture) {
        float[] values = new float[3 * picture.width() * picture.height()];
        new Normalisation(
                        new Rescale.Multiplication(1),
                        PerColour.all(0),
                        PerColour.all(1),
                        ColourOrder.RGB,
                        TensorLayout.NCHW)
                .fill(picture, values, 0);
        return values;
    }
}
