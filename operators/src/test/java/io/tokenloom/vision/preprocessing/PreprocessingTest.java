package io.tokenloom.vision.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PreprocessingTest {
    /** These go into fingerprints: a text that changes makes every tokenizer another. */
    @Test
    void hasIdentitiesThatStayAsTheyAre() {
        assertThat(new Preprocessing(new StretchArea(128, 128), Normalisation.zeroToOne()).identity())
                .isEqualTo("stretch-area-1 128x128; divide 0x1.fep7; mean 0x0.0p0,0x0.0p0,0x0.0p0; deviation"
                        + " 0x1.0p0,0x1.0p0,0x1.0p0; rgb nchw");
        assertThat(new Stretch(224, 448, Resampling.TORCH_BICUBIC_NOAA_8BIT).identity())
                .isEqualTo("stretch 224x448 torch-bicubic-noaa-8bit");
        assertThat(new ShortSideCrop(256, 224, 192, Resampling.PIL_BICUBIC, CropRounding.HALF_EVEN).identity())
                .isEqualTo("short-side-crop 256 224x192 pil-bicubic half-even");
        assertThat(new CenterCropArr(256).identity()).isEqualTo("center-crop-arr 256x256");
        assertThat(new TileGrid(448, 12, Resampling.PIL_BICUBIC).identity())
                .isEqualTo("tile-grid 448x448 most 12 pil-bicubic");
    }

    @Test
    void hasAnotherIdentityForEveryNumberThatChangesATensor() {
        PerColour half = PerColour.all(0.5f);
        List<Normalisation> normalisations = List.of(
                Normalisation.zeroToOne(),
                Normalisation.minusOneToOne(),
                Normalisation.of(half, PerColour.all(Math.nextUp(0.5f))),
                Normalisation.of(PerColour.all(Math.nextUp(0.5f)), half),
                new Normalisation(
                        new Rescale.Multiplication(1 / 255.0), half, half, ColourOrder.RGB, TensorLayout.NCHW),
                new Normalisation(new Rescale.Multiplication(1), half, half, ColourOrder.RGB, TensorLayout.NCHW),
                new Normalisation(new Rescale.Division(255), half, half, ColourOrder.BGR, TensorLayout.NCHW),
                new Normalisation(new Rescale.Division(255), half, half, ColourOrder.RGB, TensorLayout.NHWC));
        Stream<String> identities = normalisations.stream()
                .map(normalisation -> new Preprocessing(new CenterCropArr(8), normalisation).identity());
        assertThat(identities).doesNotHaveDuplicates();
    }
}
