package io.tokenloom.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Orders are bijections: what one way does, the other undoes. */
class GridOrderTest {
    static Stream<GridOrder> orders() {
        Stream<GridOrder> parts = IntStream.of(1, 2, 4, 8, 16)
                .boxed()
                .flatMap(part -> Stream.of(new GridOrder.Cells(16, 16, part), new GridOrder.Subsamples(16, 16, part)));
        return Stream.concat(
                parts,
                Stream.of(
                        new GridOrder.Raster(16, 16),
                        new GridOrder.Raster(3, 5),
                        new GridOrder.Cells(6, 9, 3),
                        new GridOrder.Subsamples(6, 9, 3),
                        new GridOrder.Scales(List.of(1, 2, 4, 6, 8, 10, 12, 14, 16)),
                        new GridOrder.Scales(List.of(7))));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void undoesWhatItDid(GridOrder order) {
        int[] ids = IntStream.range(0, order.tokens()).map(i -> i * 31 + 7).toArray();

        assertThat(order.inverse(order.apply(ids))).isEqualTo(ids);
        assertThat(order.apply(order.inverse(ids))).isEqualTo(ids);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void givesEachTokenAPlaceOfItsOwn(GridOrder order) {
        assertThat(IntStream.range(0, order.tokens()).map(order::raster).distinct())
                .hasSize(order.tokens());
    }

    @ParameterizedTest
    @MethodSource("orders")
    void endsItsLastBlockWithItsLastToken(GridOrder order) {
        if (!(order instanceof GridOrder.Raster)) {
            assertThat(order.blockEnds()).isSorted().endsWith(order.tokens());
        }
    }

    @Test
    void readsCellByCell() {
        GridOrder cells = new GridOrder.Cells(4, 4, 2);

        assertThat(cells.apply(IntStream.range(0, 16).toArray()))
                .containsExactly(0, 1, 4, 5, 2, 3, 6, 7, 8, 9, 12, 13, 10, 11, 14, 15);
        assertThat(cells.blockEnds()).containsExactly(4, 8, 12, 16);
    }

    @Test
    void readsSubsampleBySubsample() {
        GridOrder subsamples = new GridOrder.Subsamples(4, 4, 2);

        assertThat(subsamples.apply(IntStream.range(0, 16).toArray()))
                .containsExactly(0, 2, 8, 10, 1, 3, 9, 11, 4, 6, 12, 14, 5, 7, 13, 15);
        assertThat(subsamples.blockEnds()).containsExactly(4, 8, 12, 16);
    }

    @Test
    void cutsTheGridOfXarIntoFourCellsOfEightByEight() {
        assertThat(new GridOrder.Cells(16, 16, 8).blockEnds()).containsExactly(64, 128, 192, 256);
    }

    @Test
    void endsTheScalesOfTokenFlowWhereTheyMayBeCut() {
        GridOrder scales = new GridOrder.Scales(List.of(1, 2, 4, 6, 8, 10, 12, 14, 16));

        assertThat(scales.blockEnds()).containsExactly(1, 5, 21, 57, 121, 221, 365, 561, 817);
        assertThat(new GridOrder.Scales(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 17, 22, 27)).blockEnds())
                .containsExactly(1, 5, 14, 30, 55, 91, 140, 204, 285, 385, 529, 725, 1014, 1498, 2227);
        assertThat(scales.place(4)).isEqualTo(new GridPlace(1, 1, 2, 2));
        assertThat(scales.place(816)).isEqualTo(new GridPlace(15, 15, 16, 16));
        assertThat(GridOrder.Scales.ending(scales.blockEnds())).isEqualTo(scales);
    }

    @Test
    void refusesGridsThatItsPartsDoNotFill() {
        assertThatExceptionOfType(TokenContractException.class)
                .isThrownBy(() -> new GridOrder.Cells(16, 16, 3))
                .withMessageContaining("16 x 16 in parts of 3");
        assertThatExceptionOfType(TokenContractException.class).isThrownBy(() -> new GridOrder.Subsamples(16, 16, 0));
        assertThatExceptionOfType(TokenContractException.class).isThrownBy(() -> new GridOrder.Raster(0, 4));
        assertThatExceptionOfType(TokenContractException.class).isThrownBy(() -> new GridOrder.Scales(List.of()));
        assertThatExceptionOfType(TokenContractException.class)
                .isThrownBy(() -> GridOrder.Scales.ending(List.of(1, 4)))
                .withMessageContaining("3 tokens");
        assertThatExceptionOfType(TokenContractException.class)
                .isThrownBy(() -> new GridOrder.Raster(4, 4).apply(new int[15]))
                .withMessageContaining("15 ids");
    }
}
