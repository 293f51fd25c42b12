package io.tokenloom.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.tokenloom.record.Geometry;
import io.tokenloom.record.SequenceLayout;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TruncationKind;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From a token to its pixels, and from a pixel to its tokens. */
class TokenGeometryTest {
    /** 336 x 336 in patches of 14 of a picture of 640 x 480 that was padded to a square. */
    private static final Geometry PADDED = Geometry.newBuilder()
            .setGridHeight(24)
            .setGridWidth(24)
            .setPatchHeight(14)
            .setPatchWidth(14)
            .setSourceHeight(480)
            .setSourceWidth(640)
            .setCropTop(-80)
            .setCropLeft(0)
            .setCropHeight(640)
            .setCropWidth(640)
            .build();

    private static final TokenSequence KEPT = with(
            4,
            TokenOrder.SELECTED,
            Geometry.newBuilder(PADDED)
                    .setKeptPositions(List.of(575, 0, 23, 24))
                    .build());

    static Stream<TokenSequence> records() {
        return Stream.of(
                with(576, TokenOrder.RASTER, PADDED),
                KEPT,
                Reordering.to(with(576, TokenOrder.RASTER, PADDED), new GridOrder.Cells(24, 24, 6)),
                Reordering.to(with(576, TokenOrder.RASTER, PADDED), new GridOrder.Subsamples(24, 24, 3)),
                UpgradeRecords.tail(
                        TokenSequence.newBuilder(with(576, TokenOrder.RASTER, PADDED))
                                .setTruncation(SampleTokens.cuts(TruncationKind.ANY_PREFIX))
                                .build(),
                        100),
                with(
                        96,
                        TokenOrder.RASTER,
                        SampleTokens.grid(8, 12)
                                .setCropTop(3.25f)
                                .setCropLeft(7.5f)
                                .setCropHeight(99.1f)
                                .setCropWidth(333.3f)
                                .build()));
    }

    @ParameterizedTest
    @MethodSource("records")
    void findsEachTokenAgainInTheMiddleOfItsBox(TokenSequence record) {
        TokenGeometry geometry = TokenGeometry.of(record);

        for (int token = 0; token < TokenPlanes.tokens(record); token++) {
            PixelBox box = geometry.box(token);
            assertThat(geometry.tokensAt(box.top() + box.height() / 2, box.left() + box.width() / 2))
                    .containsExactly(token);
        }
    }

    @Test
    void mapsAPatchThroughCropAndResize() {
        TokenGeometry geometry = TokenGeometry.of(with(576, TokenOrder.RASTER, PADDED));

        assertBox(geometry.box(0), -80, 0, 640 / 24d, 640 / 24d);
        assertBox(geometry.box(24 + 2), -80 + 640 / 24d, 2 * 640 / 24d, 640 / 24d, 640 / 24d);
        assertBox(geometry.box(0).within(480, 640), 0, 0, 0, 640 / 24d);
        assertBox(geometry.box(3 * 24).within(480, 640), 0, 0, 640 / 24d, 640 / 24d);
    }

    @Test
    void knowsWherePositionsWereKept() {
        TokenGeometry geometry = TokenGeometry.of(KEPT);

        assertBox(geometry.box(0), 560 - 640 / 24d, 640 - 640 / 24d, 640 / 24d, 640 / 24d);
        assertThat(geometry.tokensAt(-79, 1)).containsExactly(1);
        assertThat(geometry.tokensAt(-79, 100)).isEmpty();
    }

    @Test
    void findsNoTokenForWhatTheModelDidNotSee() {
        TokenGeometry geometry = TokenGeometry.of(with(
                64, TokenOrder.RASTER, SampleTokens.grid(8, 8).setCropLeft(100).build()));

        assertThat(geometry.tokensAt(0, 99.9)).isEmpty();
        assertThat(geometry.tokensAt(0, 100)).containsExactly(0);
        assertThat(geometry.tokensAt(127.9, 227.9)).containsExactly(63);
        assertThat(geometry.tokensAt(128, 227.9)).isEmpty();
    }

    @Test
    void findsOneTokenOfEachScale() {
        TokenSequence scales = TokenSequence.newBuilder(
                        with(21, TokenOrder.MULTI_SCALE, SampleTokens.grid(4, 4).build()))
                .setLayout(SequenceLayout.newBuilder()
                        .setBlockEnds(List.of(1, 5, 21))
                        .build())
                .build();

        TokenGeometry geometry = TokenGeometry.of(scales);

        assertThat(geometry.tokensAt(63, 1)).containsExactly(0, 3, 17);
        assertBox(geometry.box(3), 32, 0, 32, 32);
    }

    @Test
    void findsOneTokenOfEachTimeStep() {
        TokenGeometry geometry = TokenGeometry.of(with(
                12, TokenOrder.TEMPORAL, SampleTokens.grid(2, 2).setGridTime(3).build()));

        assertThat(geometry.tokensAt(20, 1)).containsExactly(2, 6, 10);
        assertThat(geometry.timeStep(6)).isEqualTo(1);
        assertBox(geometry.box(6), 16, 0, 16, 16);
    }

    @Test
    void movesBoxesBetweenSourceAndModel() {
        TokenGeometry geometry = TokenGeometry.of(with(576, TokenOrder.RASTER, PADDED));

        PixelBox noun = new PixelBox(0, 320, 480, 160);
        PixelBox seen = geometry.toModel(noun);

        assertBox(seen, 42, 168, 252, 84);
        assertBox(geometry.toSource(seen), 0, 320, 480, 160);
        assertBox(geometry.toModel(geometry.box(25)), 14, 14, 14, 14);
    }

    @Test
    void letsEachTokenStandForTheWholeWhereTheGridHasOnePlace() {
        TokenGeometry geometry = TokenGeometry.of(
                with(3, TokenOrder.NESTED_PREFIX, SampleTokens.grid(1, 1).build()));

        assertThat(geometry.tokensAt(5, 5)).containsExactly(0, 1, 2);
        assertBox(geometry.box(2), 0, 0, 16, 16);
    }

    @Test
    void refusesTokensWithoutAPlace() {
        assertThatExceptionOfType(TokenContractException.class)
                .isThrownBy(() -> TokenGeometry.of(with(32, TokenOrder.LATENT_1D, PADDED)))
                .withMessageContaining("LATENT_1D");
        assertThatExceptionOfType(TokenContractException.class)
                .isThrownBy(() -> TokenGeometry.of(
                        SampleTokens.sequence(4, 9, TokenOrder.RASTER).build()))
                .withMessageContaining("no geometry");
        assertThatExceptionOfType(TokenContractException.class)
                .isThrownBy(() -> TokenGeometry.of(KEPT).box(4));
        assertThatExceptionOfType(TokenContractException.class)
                .isThrownBy(() ->
                        TokenGeometry.of(with(577, TokenOrder.RASTER, PADDED)).box(576));
    }

    private static TokenSequence with(int tokens, TokenOrder order, Geometry geometry) {
        return SampleTokens.sequence(1, 2, order)
                .setPlanes(List.of(
                        new TokenPlane("", IntStream.range(0, tokens).boxed().toList(), tokens)))
                .setGeometry(geometry)
                .build();
    }

    private static void assertBox(PixelBox box, double top, double left, double height, double width) {
        assertThat(new double[] {box.top(), box.left(), box.height(), box.width()})
                .containsExactly(new double[] {top, left, height, width}, within(1e-9));
    }
}
