package io.tokenloom.vision.preprocessing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PreprocessorConfigTest {
    static Stream<GoldenPreprocessing> configs() {
        return GoldenPreprocessing.of("config");
    }

    /** Bit for bit: the same operations in the same order and precision. */
    @ParameterizedTest
    @MethodSource("configs")
    void makesTheTensorsOfTheProcessor(GoldenPreprocessing golden) {
        Preprocessing preprocessing = read(golden.said().path("config").toString());
        PreparedPicture picture = preprocessing.prepare(golden.source());
        float[] tensor = new float[3 * golden.width() * golden.height()];
        preprocessing.normalisation().fill(picture, tensor, 0);
        assertThat(picture.width()).isEqualTo(golden.width());
        assertThat(tensor).isEqualTo(golden.floats());
    }

    @Test
    void fillsInTheDefaultsOfTheProcessor() {
        assertThat(read("{'image_processor_type': 'CLIPImageProcessor'}"))
                .isEqualTo(new Preprocessing(
                        new ShortSideCrop(224, 224, 224, Resampling.PIL_BICUBIC, CropRounding.FLOOR),
                        new Normalisation(
                                new Rescale.Multiplication(1 / 255.0),
                                new PerColour(0.48145466f, 0.4578275f, 0.40821073f),
                                new PerColour(0.26862954f, 0.26130258f, 0.27577711f),
                                ColourOrder.RGB,
                                TensorLayout.NCHW)));
        assertThat(read("{'image_processor_type': 'ViTImageProcessor'}").sizing())
                .isEqualTo(new Stretch(224, 224, Resampling.PIL_BILINEAR));
        assertThat(read("{'image_processor_type': 'SiglipImageProcessor'}").sizing())
                .isEqualTo(new Stretch(224, 224, Resampling.PIL_BICUBIC));
        assertThat(read("{'image_processor_type': 'ConvNextImageProcessor'}").sizing())
                .isEqualTo(new Stretch(384, 384, Resampling.PIL_BICUBIC));
    }

    @ParameterizedTest
    @CsvSource({
        "CLIPFeatureExtractor, 256, short-side-crop 256 224x224 pil-bicubic floor",
        "BitImageProcessor, 256, short-side-crop 256 224x224 pil-bicubic floor",
        "ViTFeatureExtractor, 256, stretch 256x256 pil-bicubic",
        "ConvNextFeatureExtractor, 224, short-side-crop 256 224x224 pil-bicubic floor"
    })
    void takesANumberForWhatItMeansToTheProcessor(String type, int size, String sizing) {
        assertThat(read("{'feature_extractor_type': '" + type + "', 'size': " + size + ", 'resample': 3}")
                        .sizing()
                        .identity())
                .isEqualTo(sizing);
    }

    @Test
    void leavesOutTheStepsThatAreSwitchedOff() {
        assertThat(read("{'image_processor_type': 'ViTImageProcessor', 'do_rescale': false, 'do_normalize': false,"
                                + " 'image_mean': [9, 9, 9]}")
                        .normalisation())
                .isEqualTo(new Normalisation(
                        new Rescale.Multiplication(1),
                        PerColour.all(0),
                        PerColour.all(1),
                        ColourOrder.RGB,
                        TensorLayout.NCHW));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'image_processor_type': 'CLIPImageProcessorFast' | image_processor_type is \"CLIPImageProcessorFast\"",
                "'size': 224 | image_processor_type is \"\"",
                "'image_processor_type': 'ViTImageProcessor', 'do_pad': true | do_pad is true",
                "'image_processor_type': 'ViTImageProcessor', 'do_center_crop': true | do_center_crop is true",
                "'image_processor_type': 'ViTImageProcessor', 'do_resize': false | do_resize is false",
                "'image_processor_type': 'ViTImageProcessor', 'size': {'shortest_edge': 9} | size is {\"shortest_edge\":9}",
                "'image_processor_type': 'ViTImageProcessor', 'size': {'longest_edge': 9} | size is {\"longest_edge\":9}",
                "'image_processor_type': 'ViTImageProcessor', 'size': 0 | size is 0",
                "'image_processor_type': 'ViTImageProcessor', 'resample': 5 | resample is 5",
                "'image_processor_type': 'ViTImageProcessor', 'image_mean': [1, 2] | image_mean is [1,2]",
                "'image_processor_type': 'ViTImageProcessor', 'image_std': [1, 0, 1] | image_std is [1,0,1]",
                "'image_processor_type': 'SiglipImageProcessor', 'size': 224 | size is 224",
                "'image_processor_type': 'CLIPImageProcessor', 'do_center_crop': false | do_center_crop is false",
                "'image_processor_type': 'CLIPImageProcessor', 'crop_size': 256 | crop_size is 256",
                "'image_processor_type': 'ConvNextImageProcessor', 'size': 224, 'crop_pct': 1.5 | crop_pct is 1.5"
            })
    void refusesByNameWhatItCannotDo(String fields, String mistake) {
        List<String> mistakes = new ArrayList<>();
        assertThat(PreprocessorConfig.read(json("{" + fields + "}"), mistakes)).isEmpty();
        assertThat(mistakes).singleElement().asString().startsWith(mistake);
    }

    @Test
    void tellsAllMistakesAtOnce() {
        List<String> mistakes = new ArrayList<>();
        PreprocessorConfig.read(
                json("{'image_processor_type': 'BitImageProcessor', 'resample': 9, 'size': 'big', 'auto_map': {},"
                        + " 'rescale_factor': '1/255', 'do_normalize': 1}"),
                mistakes);
        assertThat(mistakes)
                .containsExactlyInAnyOrder(
                        "resample is 9; known are 0 nearest, 1 lanczos, 2 bilinear, 3 bicubic and 4 box",
                        "size is \"big\"; known are a number, {\"shortest_edge\"}, and {\"height\", \"width\"}, of 1 to 8192"
                                + " pixels",
                        "auto_map is {}, and what it does is not known here; take it out if it changes no pixel",
                        "rescale_factor is \"1/255\"; it is a number",
                        "do_normalize is 1; it is true or false");
    }

    @Test
    void refusesWhatIsNotJson() {
        List<String> mistakes = new ArrayList<>();
        PreprocessorConfig.read("{".getBytes(UTF_8), mistakes);
        PreprocessorConfig.read("[]".getBytes(UTF_8), mistakes);
        PreprocessorConfig.read(new byte[0], mistakes);
        assertThat(mistakes).hasSize(3);
    }

    private static Preprocessing read(String json) {
        List<String> mistakes = new ArrayList<>();
        Optional<Preprocessing> read = PreprocessorConfig.read(json(json), mistakes);
        assertThat(mistakes).isEmpty();
        return read.orElseThrow();
    }

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(UTF_8);
    }
}
