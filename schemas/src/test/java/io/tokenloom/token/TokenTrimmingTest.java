package io.tokenloom.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokenloom.record.ElementType;
import io.tokenloom.record.Framing;
import io.tokenloom.record.SequenceLayout;
import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.Truncation;
import io.tokenloom.record.TruncationKind;
import io.tokenloom.wire.ConfluentFraming;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A record is cut to what its contract allows, and what it says of its tokens is cut alike. */
class TokenTrimmingTest {
    private static final Set<Integer> TOKEN_FLOW_LENGTHS = Set.of(1, 5, 21, 57, 121, 221, 365, 561, 817);

    /** One-D-Piece: 256 ids of 4096, any prefix. */
    private final TokenSequence nested = SampleTokens.sequence(256, 4096, TokenOrder.NESTED_PREFIX)
            .setTruncation(SampleTokens.cuts(TruncationKind.ANY_PREFIX, List.of(), 256))
            .build();

    /** TokenFlow at 256: 817 ids of 32768 in nine scales. */
    private final TokenSequence scales = SampleTokens.sequence(817, 32_768, TokenOrder.MULTI_SCALE)
            .setTruncation(SampleTokens.cuts(
                    TruncationKind.SCALE_BOUNDARY,
                    TOKEN_FLOW_LENGTHS.stream().sorted().toList(),
                    9))
            .setLayout(SequenceLayout.newBuilder()
                    .setBlockEnds(TOKEN_FLOW_LENGTHS.stream().sorted().toList())
                    .build())
            .build();

    @ParameterizedTest
    @CsvSource({"384,256", "383,255", "192,128", "96,64", "48,32", "24,16", "12,8", "2,1"})
    void keepsAsManyIdsOfOneDPieceAsFitIntoTheBytes(long bytes, int tokens) {
        TokenSequence cut = TokenTrimming.toBytes(nested, bytes);

        assertThat(cut.getPlanes().get(0).getIds()).isEqualTo(SampleTokens.firstIds(nested, tokens));
    }

    @Test
    void keepsAllWithinABudgetWithoutEnd() {
        assertThat(TokenTrimming.toBytes(nested, Long.MAX_VALUE)).isEqualTo(nested);
    }

    @Test
    void cutsRecordsThatCameFromATopic() throws IOException {
        byte[] framed = SampleTokens.bytes(TokenSequence.class, scales);
        TokenSequence read = new SpecificDatumReader<>(TokenSequence.class)
                .read(
                        null,
                        DecoderFactory.get()
                                .binaryDecoder(
                                        framed,
                                        ConfluentFraming.HEADER_BYTES,
                                        framed.length - ConfluentFraming.HEADER_BYTES,
                                        null));

        assertThat(SampleTokens.bytes(TokenSequence.class, TokenTrimming.toTokens(read, 221)))
                .isEqualTo(SampleTokens.bytes(TokenSequence.class, TokenTrimming.toTokens(scales, 221)));
    }

    @Test
    void refusesBytesThatHoldNoValidSequence() {
        assertThatExceptionOfType(TokenContractException.class)
                .isThrownBy(() -> TokenTrimming.toBytes(nested, 1))
                .withMessageContaining("1 bytes")
                .withMessageContaining("valid are 1 to 256");
    }

    @Test
    void cutsAPrefixToTheRecordThatSoManyTokensWouldHaveMade() {
        TokenSequence made = SampleTokens.sequence(256, 4096, TokenOrder.NESTED_PREFIX)
                .setPlanes(List.of(new TokenPlane("", SampleTokens.firstIds(nested, 32), 4096)))
                .setTruncation(SampleTokens.cuts(TruncationKind.ANY_PREFIX, List.of(), 32))
                .build();

        TokenSequence cut = TokenTrimming.toTokens(nested, 32);

        assertThat(SampleTokens.bytes(TokenSequence.class, cut))
                .isEqualTo(SampleTokens.bytes(TokenSequence.class, made));
    }

    @Test
    void changesNothingOfTheRecordThatItCuts() {
        byte[] before = SampleTokens.bytes(TokenSequence.class, scales);

        TokenTrimming.toTokens(scales, 57);

        assertThat(SampleTokens.bytes(TokenSequence.class, scales)).isEqualTo(before);
    }

    @Test
    void cutsTokenFlowToWholeScalesAndRefusesEveryOtherLength() {
        for (int tokens = 0; tokens <= 818; tokens++) {
            int length = tokens;
            if (TOKEN_FLOW_LENGTHS.contains(tokens)) {
                assertThat(TokenTrimming.toTokens(scales, length)
                                .getPlanes()
                                .get(0)
                                .getIds())
                        .isEqualTo(SampleTokens.firstIds(scales, length));
            } else {
                assertThatExceptionOfType(TokenContractException.class)
                        .as("%d tokens", length)
                        .isThrownBy(() -> TokenTrimming.toTokens(scales, length))
                        .withMessageContaining("to " + length)
                        .withMessageContaining("[1, 5, 21, 57, 121, 221, 365, 561, 817]");
            }
        }
    }

    @Test
    void cutsLengthsQualitiesAndBlocksWithTheScales() {
        TokenSequence cut = TokenTrimming.toTokens(scales, 57);

        assertThat(cut.getTruncation().getValidLengths()).containsExactly(1, 5, 21, 57);
        assertThat(cut.getTruncation().getPrefixQualities()).containsExactly(15f, 15.1f, 15.2f, 15.3f);
        assertThat(cut.getLayout().getBlockEnds()).containsExactly(1, 5, 21, 57);
        assertThat(TokenTrimming.toTokens(cut, 5)).isEqualTo(TokenTrimming.toTokens(scales, 5));
    }

    @Test
    void fallsBackToTheLongestWholeScaleWithinABudget() {
        // 15 bits an id: 1052 bytes hold 561 of them.
        assertThat(TokenPlanes.tokens(TokenTrimming.toBytes(scales, 1052))).isEqualTo(561);
        assertThat(TokenPlanes.tokens(TokenTrimming.toBytes(scales, 1051))).isEqualTo(365);
        assertThat(TokenPlanes.tokens(TokenTrimming.toAtMost(scales, 120))).isEqualTo(57);
    }

    @ParameterizedTest
    @EnumSource(
            value = TokenOrder.class,
            names = {"LATENT_1D", "CAUSAL_1D"})
    void refusesToCutWhatHasNoValidPrefix(TokenOrder order) {
        // TiTok L-32 and SEED: 32 ids, all needed.
        TokenSequence whole = SampleTokens.sequence(32, 4096, order).build();

        assertThat(TokenTrimming.toTokens(whole, 32)).isEqualTo(whole);
        assertThat(TokenTrimming.toBytes(whole, 48)).isEqualTo(whole);
        assertThatExceptionOfType(TokenContractException.class)
                .isThrownBy(() -> TokenTrimming.toTokens(whole, 31))
                .withMessageContaining("no valid prefix but its whole");
        assertThatExceptionOfType(TokenContractException.class).isThrownBy(() -> TokenTrimming.toBytes(whole, 47));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 3, 17})
    void refusesLengthsOutsideTheShortestAndTheWhole(int tokens) {
        TokenSequence record = SampleTokens.sequence(16, 64, TokenOrder.NESTED_PREFIX)
                .setTruncation(SampleTokens.cuts(TruncationKind.ANY_PREFIX, List.of(4), 13))
                .build();

        assertThat(TokenTrimming.toTokens(record, 4).getTruncation().getPrefixQualities())
                .containsExactly(15f);
        assertThatExceptionOfType(TokenContractException.class)
                .isThrownBy(() -> TokenTrimming.toTokens(record, tokens))
                .withMessageContaining("valid are 4 to 16");
    }

    @Test
    void countsTheBitsOfAllPlanesAndCutsThemAlike() {
        // 14 and 10 bits: 3 bytes a token.
        TokenSequence planes = SampleTokens.sequence(1, 2, TokenOrder.SELECTED)
                .setPlanes(List.of(SampleTokens.plane("semantic", 8, 16_384), SampleTokens.plane("detail", 8, 1000)))
                .setTruncation(SampleTokens.cuts(TruncationKind.ANY_PREFIX))
                .setGeometry(SampleTokens.grid(4, 4)
                        .setKeptPositions(List.of(15, 0, 3, 2, 9, 8, 7, 1))
                        .build())
                .build();

        TokenSequence cut = TokenTrimming.toBytes(planes, 17);

        assertThat(cut.getPlanes()).extracting(plane -> plane.getIds().size()).containsExactly(5, 5);
        assertThat(cut.getGeometry().getKeptPositions()).containsExactly(15, 0, 3, 2, 9);
    }

    @Test
    void refusesToCountBytesOfAnUnknownVocabulary() {
        TokenSequence unknown = SampleTokens.sequence(4, 100, TokenOrder.NESTED_PREFIX)
                .setPlanes(List.of(new TokenPlane("", List.of(1, 2, 3, 4), 0)))
                .setTruncation(SampleTokens.cuts(TruncationKind.ANY_PREFIX))
                .build();

        assertThatExceptionOfType(TokenContractException.class)
                .isThrownBy(() -> TokenTrimming.toBytes(unknown, 2))
                .withMessageContaining("how large its vocabulary");
    }

    @Test
    void refusesRecordsThatContradictThemselves() {
        TokenSequence unequalPlanes = SampleTokens.sequence(1, 2, TokenOrder.RASTER)
                .setPlanes(List.of(SampleTokens.plane("a", 3, 9), SampleTokens.plane("b", 4, 9)))
                .build();
        TokenSequence missingQualities = SampleTokens.sequence(5, 9, TokenOrder.NESTED_PREFIX)
                .setTruncation(SampleTokens.cuts(TruncationKind.ANY_PREFIX, List.of(), 4))
                .build();
        TokenSequence placed = SampleTokens.sequence(5, 9, TokenOrder.NESTED_PREFIX)
                .setTruncation(SampleTokens.cuts(TruncationKind.ANY_PREFIX))
                .setFraming(Framing.newBuilder().setExpanded(true).build())
                .build();

        for (TokenSequence record : List.of(unequalPlanes, missingQualities, placed)) {
            assertThatExceptionOfType(TokenContractException.class).isThrownBy(() -> TokenTrimming.toTokens(record, 2));
        }
    }

    @Test
    void cutsEmbeddingsOfMatryoshkaQueriesAtAnyLength() {
        TokenEmbeddings queries = SampleTokens.embeddings(256, 8, ElementType.FLOAT16)
                .setOrder(TokenOrder.NESTED_PREFIX)
                .setTruncation(SampleTokens.cuts(TruncationKind.ANY_PREFIX))
                .build();
        float[] all = EmbeddingNumbers.read(queries);
        for (int tokens = 1; tokens <= 256; tokens++) {
            TokenEmbeddings cut = TokenTrimming.toTokens(queries, tokens);
            assertThat(cut.getShape()).containsExactly(tokens, 8);
            assertThat(EmbeddingNumbers.read(cut)).isEqualTo(Arrays.copyOf(all, tokens * 8));
        }

        assertThat(TokenTrimming.toBytes(queries, 16 * 10 + 15).getShape()).containsExactly(10, 8);
    }

    @Test
    void refusesEmbeddingsWhoseNumbersAreNotThere() {
        Truncation any = SampleTokens.cuts(TruncationKind.ANY_PREFIX);
        TokenEmbeddings claimed = SampleTokens.embeddings(4, 2, ElementType.FLOAT32)
                .setTruncation(any)
                .setValues(ByteBuffer.allocate(0))
                .setClaimUri("embeddings/4711")
                .build();
        TokenEmbeddings torn = SampleTokens.embeddings(4, 2, ElementType.FLOAT32)
                .setTruncation(any)
                .setShape(List.of(5, 2))
                .build();

        assertThatExceptionOfType(TokenContractException.class)
                .isThrownBy(() -> TokenTrimming.toTokens(claimed, 2))
                .withMessageContaining("claim check");
        assertThatExceptionOfType(TokenContractException.class)
                .isThrownBy(() -> TokenTrimming.toTokens(torn, 2))
                .withMessageContaining("32 bytes")
                .withMessageContaining("has 40");
    }

    @Test
    void refusesIdsOfALevelSetForIdsHaveNoMean() {
        TokenSequence levels = SampleTokens.sequence(36, 64, TokenOrder.RASTER)
                .setTruncation(SampleTokens.cuts(TruncationKind.LEVEL_SET, 1, 9, 36))
                .build();

        assertThatExceptionOfType(TokenContractException.class)
                .isThrownBy(() -> TokenTrimming.toTokens(levels, 9))
                .withMessageContaining("no prefixes of each other");
        assertThat(IntStream.of(36, 40).mapToObj(most -> TokenTrimming.toAtMost(levels, most)))
                .containsOnly(levels);
    }
}
