package io.tokenloom.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokenloom.record.ElementType;
import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TruncationKind;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records change their order and say so. */
class ReorderingTest {
    private final TokenSequence grid = SampleTokens.sequence(1, 2, TokenOrder.RASTER)
            .setPlanes(List.of(SampleTokens.plane("a", 256, 4096), SampleTokens.plane("b", 256, 512)))
            .setGeometry(SampleTokens.grid(16, 16).build())
            .build();

    static Stream<GridOrder> orders() {
        return Stream.of(
                new GridOrder.Cells(16, 16, 8), new GridOrder.Subsamples(16, 16, 4), new GridOrder.Raster(16, 16));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void givesBackTheRasterRecordByteForByte(GridOrder order) {
        TokenEmbeddings latents = SampleTokens.embeddings(256, 16, ElementType.FLOAT16)
                .setGeometry(SampleTokens.grid(16, 16).build())
                .build();

        assertThat(SampleTokens.bytes(TokenSequence.class, Reordering.toRaster(Reordering.to(grid, order))))
                .isEqualTo(SampleTokens.bytes(TokenSequence.class, grid));
        assertThat(SampleTokens.bytes(TokenEmbeddings.class, Reordering.toRaster(Reordering.to(latents, order))))
                .isEqualTo(SampleTokens.bytes(TokenEmbeddings.class, latents));
    }

    @Test
    void saysTheOrderItsParameterAndItsBlocks() {
        TokenSequence cells = Reordering.to(grid, new GridOrder.Cells(16, 16, 8));

        assertThat(cells.getOrder()).isEqualTo(TokenOrder.CELL);
        assertThat(cells.getLayout().getOrderParameter()).isEqualTo(8);
        assertThat(cells.getLayout().getBlockEnds()).containsExactly(64, 128, 192, 256);
    }

    @Test
    void movesAllPlanesAlike() {
        GridOrder order = new GridOrder.Subsamples(16, 16, 2);

        TokenSequence reordered = Reordering.to(grid, order);

        for (int plane = 0; plane < 2; plane++) {
            assertThat(IdLists.array(reordered.getPlanes().get(plane).getIds()))
                    .isEqualTo(order.apply(
                            IdLists.array(grid.getPlanes().get(plane).getIds())));
        }
    }

    @Test
    void refusesWhatIsNoFullRasterGridOrMayBeCut() {
        GridOrder order = new GridOrder.Cells(16, 16, 8);
        TokenSequence oblong = TokenSequence.newBuilder(grid)
                .setGeometry(SampleTokens.grid(8, 32).build())
                .build();
        TokenSequence cuttable = TokenSequence.newBuilder(grid)
                .setTruncation(SampleTokens.cuts(TruncationKind.ANY_PREFIX))
                .build();
        TokenSequence latent =
                TokenSequence.newBuilder(grid).setOrder(TokenOrder.LATENT_1D).build();
        TokenSequence small = SampleTokens.sequence(64, 9, TokenOrder.RASTER).build();

        for (TokenSequence record : List.of(oblong, cuttable, latent, small)) {
            assertThatExceptionOfType(TokenContractException.class).isThrownBy(() -> Reordering.to(record, order));
        }
        assertThatExceptionOfType(TokenContractException.class)
                .isThrownBy(() -> Reordering.toRaster(latent))
                .withMessageContaining("LATENT_1D");
    }
}
