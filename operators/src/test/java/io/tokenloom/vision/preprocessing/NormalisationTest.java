package io.tokenloom.vision.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NormalisationTest {
    private static final EightBitPicture TWO_PIXELS = new EightBitPicture(
            2, 1, new byte[] {0, 51, 102, (byte) 153, (byte) 204, (byte) 255}, SourceView.whole(2, 1));

    static Stream<GoldenPreprocessing> torch() {
        return GoldenPreprocessing.of("to-tensor");
    }

    @ParameterizedTest
    @MethodSource("torch")
    void equalsToTensorAndNormalizeOfTorchvisionBitForBit(GoldenPreprocessing golden) {
        Normalisation normalisation = Normalisation.of(golden.perColour("mean"), golden.perColour("std"));
        EightBitPicture picture = EightBitPicture.of(golden.source(), SourceView.whole(golden.source()));
        assertThat(filled(normalisation, picture)).isEqualTo(golden.floats());
    }

    @Test
    void putsChannelsAndAxesInTheOrderOfTheModel() {
        assertThat(filled(ordered(ColourOrder.RGB, TensorLayout.NCHW), TWO_PIXELS))
                .containsExactly(0, 51, 102, 153, 204, 255);
        assertThat(filled(ordered(ColourOrder.BGR, TensorLayout.NCHW), TWO_PIXELS))
                .containsExactly(204, 255, 102, 153, 0, 51);
        assertThat(filled(ordered(ColourOrder.RGB, TensorLayout.NHWC), TWO_PIXELS))
                .containsExactly(0, 102, 204, 51, 153, 255);
        assertThat(filled(ordered(ColourOrder.BGR, TensorLayout.NHWC), TWO_PIXELS))
                .containsExactly(204, 102, 0, 255, 153, 51);
    }

    @Test
    void keepsAMeanWithItsColourInEveryOrder() {
        Normalisation bgr = new Normalisation(
                new Rescale.Multiplication(1),
                new PerColour(1, 2, 3),
                PerColour.all(1),
                ColourOrder.BGR,
                TensorLayout.NCHW);
        assertThat(filled(bgr, TWO_PIXELS)).containsExactly(201, 252, 100, 151, -1, 50);
    }

    @Test
    void fillsAPlaceWithinABatchAndNothingElse() {
        float[] batch = new float[8];
        Normalisation.minusOneToOne().fill(TWO_PIXELS, batch, 1);
        assertThat(batch[0]).isZero();
        assertThat(batch[1]).isEqualTo(-1);
        assertThat(batch[6]).isEqualTo(1);
        assertThat(batch[7]).isZero();
    }

    @Test
    void treatsContinuousValuesAsEightBitOnes() {
        float[] values = {0, 51, 102, 153, 204, 255};
        ContinuousPicture continuous = new ContinuousPicture(2, 1, values, SourceView.whole(2, 1));
        Normalisation normalisation =
                Normalisation.of(new PerColour(0.4f, 0.5f, 0.6f), new PerColour(0.2f, 0.3f, 0.7f));
        assertThat(filled(normalisation, continuous)).isEqualTo(filled(normalisation, TWO_PIXELS));
    }

    @Test
    void refusesADeviationOfZero() {
        assertThatThrownBy(() -> Normalisation.of(PerColour.all(0), new PerColour(1, 0, 1)))
                .hasMessageContaining("a standard deviation is 0");
    }

    private static Normalisation ordered(ColourOrder colours, TensorLayout layout) {
        return new Normalisation(new Rescale.Multiplication(1), PerColour.all(0), PerColour.all(1), colours, layout);
    }

    private static float[] filled(Normalisation normalisation, PreparedPicture picture) {
        float[] target = new float[3 * picture.width() * picture.height()];
        normalisation.fill(picture, target, 0);
        return target;
    }
}
