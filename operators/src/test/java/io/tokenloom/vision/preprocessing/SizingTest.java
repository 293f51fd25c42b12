package io.tokenloom.vision.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.media.RgbImage;
import io.tokenloom.token.PixelBox;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SizingTest {
    static Stream<GoldenPreprocessing> shortSides() {
        return GoldenPreprocessing.of("short-side-crop");
    }

    static Stream<GoldenPreprocessing> centerCropArr() {
        return GoldenPreprocessing.of("center-crop-arr");
    }

    @ParameterizedTest
    @MethodSource("shortSides")
    void scalesTheShortSideAndCropsAsPillowAndItsCallersDo(GoldenPreprocessing golden) {
        CropRounding rounding =
                golden.said().path("rounding").asText().equals("floor") ? CropRounding.FLOOR : CropRounding.HALF_EVEN;
        Sizing sizing = new ShortSideCrop(
                golden.said().path("side").asInt(),
                golden.width(),
                golden.height(),
                Resampling.named(golden.said().path("resampling").asText()).orElseThrow(),
                rounding);
        assertThat(((EightBitPicture) sizing.apply(golden.source())).planes()).isEqualTo(golden.bytes());
    }

    @ParameterizedTest
    @MethodSource("centerCropArr")
    void halvesScalesAndCropsAsCenterCropArrDoes(GoldenPreprocessing golden) {
        assertThat(new CenterCropArr(golden.width()).apply(golden.source()).planes())
                .isEqualTo(golden.bytes());
    }

    @ParameterizedTest
    @CsvSource({"1,0,0", "3,1,2", "5,2,2", "7,3,4", "4,2,2", "0,0,0"})
    void cropRoundingsDifferWhereAnOddNumberOfPixelsHasToGo(int over, int floor, int halfEven) {
        assertThat(CropRounding.FLOOR.before(100 + over, 100)).isEqualTo(floor);
        assertThat(CropRounding.HALF_EVEN.before(100 + over, 100)).isEqualTo(halfEven);
    }

    @Test
    void tellsTheBoxOfTheSourceThatTheModelSees() {
        RgbImage source = GoldenPreprocessing.picture(400, 200);
        assertThat(new Stretch(50, 50, Resampling.PIL_BOX).apply(source).view())
                .isEqualTo(new SourceView(400, 200, new PixelBox(0, 0, 200, 400)));
        Sizing cropped = new ShortSideCrop(100, 80, 60, Resampling.PIL_BICUBIC, CropRounding.FLOOR);
        assertThat(cropped.apply(source).seen()).isEqualTo(new PixelBox(40, 120, 120, 160));
        assertThat(new CenterCropArr(50).apply(source).seen()).isEqualTo(new PixelBox(0, 100, 200, 200));
        assertThat(new StretchArea(8, 8).apply(source).seen()).isEqualTo(new PixelBox(0, 0, 200, 400));
    }

    @Test
    void refusesAWindowThatDoesNotFitEveryPicture() {
        assertThatThrownBy(() -> new ShortSideCrop(224, 256, 256, Resampling.PIL_BICUBIC, CropRounding.FLOOR))
                .hasMessage(
                        "a window of 256x256 does not fit a picture whose short side has 224 pixels; make it at least"
                                + " as long");
    }
}
