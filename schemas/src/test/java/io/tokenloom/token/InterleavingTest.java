package io.tokenloom.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokenloom.record.Framing;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text and images share a sequence and come apart again. */
class InterleavingTest {
    /** Texts 0 to 31,999, image ids from 32,000 on, their tags behind them. */
    private static final Framing SEED = framing(40_192, 40_193, 32_000);

    private static final Framing LAVIT = framing(32_000, 32_001, 32_002);

    private final Interleaving seed = new Interleaving(SEED, 8192);
    private final Segment.Image picture =
            new Segment.Image(IntStream.range(0, 32).map(i -> i * 257).boxed().toList());
    private final Segment.Image other =
            new Segment.Image(IntStream.range(0, 32).map(i -> 8191 - i).boxed().toList());
    private final List<Segment> document =
            List.of(new Segment.Text(List.of(1, 2, 31_999)), picture, other, new Segment.Text(List.of(7, 8)));

    @Test
    void placesAndRemovesTheImageIdsOfSeed() {
        int[] ids = IdLists.array(picture.ids());
        int[] placed = PlacedIds.place(ids, SEED);

        assertThat(placed).hasSize(34).startsWith(40_192, 32_000, 32_257).endsWith(39_967, 40_193);
        assertThat(PlacedIds.remove(placed, SEED, 8192)).isEqualTo(ids);
    }

    @Test
    void placesAndRemovesTheImageIdsOfLavit() {
        int[] placed = PlacedIds.place(new int[] {0, 16_383}, LAVIT);

        assertThat(placed).containsExactly(32_000, 32_002, 48_385, 32_001);
        assertThat(PlacedIds.remove(placed, LAVIT, 16_384)).containsExactly(0, 16_383);
    }

    @Test
    void givesBackTextAndImagesAsTheyWere() {
        int[] joined = seed.join(document);

        assertThat(joined).hasSize(3 + 34 + 34 + 2);
        assertThat(seed.split(joined)).isEqualTo(document);
    }

    @Test
    void givesBackImagesOfVariableLengthEvenEmptyOnes() {
        Interleaving lavit = new Interleaving(LAVIT, 16_384);
        List<Segment> images = List.of(
                new Segment.Image(List.of()),
                new Segment.Image(List.of(5)),
                new Segment.Text(List.of(9)),
                new Segment.Image(List.of(1, 2, 3)));

        assertThat(lavit.split(lavit.join(images))).isEqualTo(images);
    }

    @Test
    void neverCutsThroughAnImage() {
        int[] joined = seed.join(document);

        for (int most = 0; most <= joined.length + 1; most++) {
            int[] cut = seed.cut(joined, most);
            assertThat(cut).hasSizeLessThanOrEqualTo(most);
            assertThat(seed.split(cut).stream().filter(Segment.Image.class::isInstance))
                    .as("within %d", most)
                    .isSubsetOf(picture, other)
                    .allMatch(image -> image.ids().size() == 32);
        }
        assertThat(seed.cut(joined, 2)).containsExactly(1, 2);
        assertThat(seed.cut(joined, 36)).hasSize(3);
        assertThat(seed.cut(joined, 37)).hasSize(37);
        assertThat(seed.cut(joined, 72)).hasSize(72);
        assertThat(seed.cut(joined, 73)).isEqualTo(joined);
    }

    @ParameterizedTest
    @ValueSource(ints = {32_000, 36_000, 40_191, 40_192, 40_193})
    void refusesTextIdsThatWouldBeTakenForAnImage(int id) {
        assertThatExceptionOfType(TokenContractException.class)
                .isThrownBy(() -> seed.join(List.of(new Segment.Text(List.of(1, id)))))
                .withMessageContaining("" + id)
                .withMessageContaining("32000 to 40191");
    }

    @Test
    void refusesImageIdsOutsideTheirVocabulary() {
        assertThatExceptionOfType(TokenContractException.class)
                .isThrownBy(() -> seed.join(List.of(new Segment.Image(List.of(8192)))));
    }

    @Test
    void refusesSequencesWithBrokenImages() {
        for (int[] broken : List.of(
                new int[] {1, 40_192, 32_005},
                new int[] {1, 40_192, 32_005, 7, 40_193},
                new int[] {1, 32_005},
                new int[] {40_193})) {
            assertThatExceptionOfType(TokenContractException.class).isThrownBy(() -> seed.split(broken));
        }
        assertThatExceptionOfType(TokenContractException.class)
                .isThrownBy(() -> PlacedIds.remove(new int[] {40_192, 5, 40_193}, SEED, 8192))
                .withMessageContaining("Id 5 at 1");
        assertThatExceptionOfType(TokenContractException.class)
                .isThrownBy(() -> PlacedIds.remove(new int[] {32_000, 40_193}, SEED, 8192));
    }

    @Test
    void refusesFramingsThatDoNotTellImagesApart() {
        for (Framing unclear : List.of(
                Framing.newBuilder(SEED).setBeginIds(List.of()).build(),
                Framing.newBuilder(SEED).setEndIds(List.of()).build(),
                framing(5, 5, 32_000),
                framing(33_000, 5, 32_000))) {
            assertThatExceptionOfType(TokenContractException.class).isThrownBy(() -> new Interleaving(unclear, 8192));
        }
    }

    private static Framing framing(int begin, int end, int offset) {
        return Framing.newBuilder()
                .setBeginIds(List.of(begin))
                .setEndIds(List.of(end))
                .setIdOffset(offset)
                .build();
    }
}
