package io.tokenloom.jobs.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.token.GridOrder;
import io.tokenloom.token.Reordering;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Row 6, xAR: 16 x 16 latents of 16 numbers, published as four cells of 8 x 8, which are what is predicted next. */
abstract class XArRow {
    private static final int CHANNELS = 16;

    static Stream<GridOrder> orders() {
        return Stream.of(
                new GridOrder.Raster(16, 16),
                new GridOrder.Cells(16, 16, 8),
                new GridOrder.Cells(16, 16, 2),
                new GridOrder.Subsamples(16, 16, 4),
                new GridOrder.Scales(List.of(1, 2, 4, 8, 16)));
    }

    @Test
    void publishesThePosteriorMeanCellByCell() throws Exception {
        for (Golden golden : Golden.of("rows/xar")) {
            TokenEmbeddings made = SystemRowsIT.rows().vectors("xar", golden);

            assertThat(made.getOrder()).isEqualTo(TokenOrder.CELL);
            assertThat(made.getShape()).containsExactly(256, CHANNELS);
            assertThat(made.getLayout().getOrderParameter()).isEqualTo(8);
            assertThat(made.getLayout().getBlockEnds()).containsExactly(64, 128, 192, 256);
            assertThat(made.getGeometry().getGridHeight()).isEqualTo(16);
            assertThat(made.getGeometry().getGridWidth()).isEqualTo(16);
            RowRecords.requireNumbers(made, cells(golden.vectors()));
        }
    }

    @Test
    void comesBackToRasterOrder() throws Exception {
        Golden golden = Golden.of("rows/xar").get(0);
        TokenEmbeddings made = SystemRowsIT.rows().vectors("xar", golden);

        TokenEmbeddings raster = Reordering.toRaster(made);

        assertThat(raster.getOrder()).isEqualTo(TokenOrder.RASTER);
        RowRecords.requireNumbers(raster, golden.vectors());
        assertThat(Reordering.to(raster, new GridOrder.Cells(16, 16, 8))).isEqualTo(made);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void undoesEveryNamedOrder(GridOrder order) {
        int[] raster = IntStream.range(1000, 1000 + order.tokens()).toArray();

        assertThat(order.inverse(order.apply(raster))).containsExactly(raster);
        assertThat(order.apply(order.inverse(raster))).containsExactly(raster);
    }

    /** Row by row to cell by cell, by hand. */
    private static float[] cells(float[] raster) {
        float[] cells = new float[raster.length];
        int at = 0;
        for (int cell = 0; cell < 4; cell++) {
            for (int row = 0; row < 8; row++) {
                for (int column = 0; column < 8; column++) {
                    int from = (8 * (cell / 2) + row) * 16 + 8 * (cell % 2) + column;
                    System.arraycopy(raster, from * CHANNELS, cells, at, CHANNELS);
                    at += CHANNELS;
                }
            }
        }
        return cells;
    }
}
