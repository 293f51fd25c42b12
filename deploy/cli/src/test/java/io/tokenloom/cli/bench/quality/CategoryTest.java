package io.tokenloom.cli.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tokenloom.vision.preprocessing.EightBitPicture;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CategoryTest {
    private static final String WEBP = FileCodec.WEBP.title();
    private static final String JPEG = FileCodec.JPEG.title();

    /** Two stills; JPEG has no file of the first that is small enough. */
    private final Category two = new Category(
            Picture.PHOTOGRAPHS,
            List.of(
                    still("a", Map.of(StillResult.TOKENS, 20.0, WEBP, 19.0), List.of(20.0, 21.5), List.of(0.0, 0.3)),
                    still(
                            "b",
                            Map.of(StillResult.TOKENS, 24.0, WEBP, 25.0, JPEG, 25.5),
                            List.of(24.0, 24.5),
                            List.of(0.1, 0.2))));

    @Test
    void takesMeansOfWhatThereIs() {
        assertThat(two.count(JPEG, 0)).isEqualTo(1);
        assertThat(two.count(WEBP, 0)).isEqualTo(2);
        assertThat(two.mean(JPEG, 0, score -> score.of(Measure.PSNR))).hasValue(25.5);
        assertThat(two.mean(WEBP, 0, score -> score.of(Measure.PSNR))).hasValue(22);
    }

    @Test
    void comparesOnTheSameStillsWithTheBestOfEach() {
        Category.Lead jpeg = two.lead(List.of(JPEG), 0, Measure.PSNR).orElseThrow();
        assertThat(jpeg).isEqualTo(new Category.Lead(1, 24, 25.5));
        Category.Lead both = two.lead(List.of(WEBP, JPEG), 0, Measure.PSNR).orElseThrow();
        assertThat(both).isEqualTo(new Category.Lead(2, 22, 22.25));
        assertThat(both.difference()).isCloseTo(-0.25, within(1e-12));
        assertThat(two.lead(List.of(), 0, Measure.PSNR)).isEmpty();
    }

    @Test
    void dividesArtefactsOnTheSameStills() {
        // Blockiness is a tenth of PSNR here.
        assertThat(two.ratio(JPEG, 0, Measure.BLOCKINESS).getAsDouble()).isCloseTo(2.4 / 2.55, within(1e-12));
        assertThat(two.ratio(WEBP, 0, Measure.COLOUR_NOISE)).isEqualTo(OptionalDouble.empty());
    }

    @Test
    void findsGainsAndTheWorstPrefix() {
        assertThat(two.gain(1)).isEqualTo(1.0);
        assertThat(two.worstDrop(0).picture().name()).isEqualTo("b");
        assertThat(two.worstDrop(1).picture().name()).isEqualTo("a");
    }

    @Test
    void measuresDropsAgainstEveryShorterPrefix() {
        TokenRun run = new TokenRun(
                List.of(new double[] {Double.NaN, 18, 19, 18.9, 18.7, 20}, new double[] {20, 19.5, 20.5}), List.of());

        assertThat(run.worstDrop(0)).isCloseTo(0.3, within(1e-9));
        // The state itself counts as the shortest.
        assertThat(run.worstDrop(1)).isCloseTo(0.5, within(1e-9));
        assertThat(run.whole(1)).isEqualTo(20.5);
    }

    /** At one size. */
    static StillResult still(String name, Map<String, Double> psnr, List<Double> steps, List<Double> drops) {
        Map<String, List<Optional<Score>>> scores = new HashMap<>();
        for (String method : List.of(StillResult.TOKENS, WEBP, JPEG)) {
            scores.put(method, List.of(Optional.ofNullable(psnr.get(method)).map(CategoryTest::score)));
        }
        Picture picture = new Picture(Picture.PHOTOGRAPHS, name, EightBitPicture.square(1, new byte[3]));
        return new StillResult(picture, scores, steps, drops, List.of());
    }

    private static Score score(double psnr) {
        Map<Measure, Double> values = new EnumMap<>(Measure.class);
        for (Measure measure : Measure.values()) {
            values.put(measure, 0.0);
        }
        values.put(Measure.PSNR, psnr);
        values.put(Measure.BLOCKINESS, psnr / 10);
        return new Score(100, values);
    }
}
