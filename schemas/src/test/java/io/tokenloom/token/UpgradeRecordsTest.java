package io.tokenloom.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokenloom.record.ElementType;
import io.tokenloom.record.SequenceLayout;
import io.tokenloom.record.SourceRef;
import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.record.TruncationKind;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was cut off can be had later, and only that. */
class UpgradeRecordsTest {
    private final TokenSequence nested = SampleTokens.sequence(1, 2, TokenOrder.NESTED_PREFIX)
            .setPlanes(List.of(SampleTokens.plane("coarse", 64, 4096), SampleTokens.plane("fine", 64, 512)))
            .setTruncation(SampleTokens.cuts(TruncationKind.ANY_PREFIX, List.of(4), 61))
            .setGeometry(SampleTokens.grid(16, 16)
                    .setKeptPositions(
                            IntStream.range(0, 64).map(i -> 255 - 3 * i).boxed().toList())
                    .build())
            .build();
    private final TokenSequence scales = SampleTokens.sequence(121, 32_768, TokenOrder.MULTI_SCALE)
            .setTruncation(SampleTokens.cuts(TruncationKind.SCALE_BOUNDARY, List.of(1, 5, 21, 57, 121), 5))
            .setLayout(SequenceLayout.newBuilder()
                    .setBlockEnds(List.of(1, 5, 21, 57, 121))
                    .build())
            .build();

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 32, 63})
    void mergesAPrefixAndItsTailToTheFullRecordByteForByte(int has) {
        TokenSequence base = TokenTrimming.toTokens(nested, has);
        TokenSequence upgrade = UpgradeRecords.tail(nested, has);

        assertThat(SampleTokens.bytes(TokenSequence.class, UpgradeRecords.merge(base, upgrade)))
                .isEqualTo(SampleTokens.bytes(TokenSequence.class, nested));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 21, 57})
    void mergesScalesAndTheMissingOnesByteForByte(int has) {
        TokenSequence base = TokenTrimming.toTokens(scales, has);
        TokenSequence upgrade = UpgradeRecords.tail(scales, has);

        assertThat(SampleTokens.bytes(TokenSequence.class, UpgradeRecords.merge(base, upgrade)))
                .isEqualTo(SampleTokens.bytes(TokenSequence.class, scales));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 255})
    void mergesEmbeddingsByteForByte(int has) {
        TokenEmbeddings full = SampleTokens.embeddings(256, 8, ElementType.FLOAT16)
                .setOrder(TokenOrder.NESTED_PREFIX)
                .setTruncation(SampleTokens.cuts(TruncationKind.ANY_PREFIX))
                .build();

        TokenEmbeddings merged =
                UpgradeRecords.merge(TokenTrimming.toTokens(full, has), UpgradeRecords.tail(full, has));

        assertThat(SampleTokens.bytes(TokenEmbeddings.class, merged))
                .isEqualTo(SampleTokens.bytes(TokenEmbeddings.class, full));
    }

    @Test
    void carriesTheMissingTailOnly() {
        TokenSequence upgrade = UpgradeRecords.tail(scales, 21);

        assertThat(upgrade.getLayout().getFirstToken()).isEqualTo(21);
        assertThat(upgrade.getPlanes().get(0).getIds())
                .isEqualTo(scales.getPlanes().get(0).getIds().subList(21, 121));
        assertThat(upgrade.getTruncation().getValidLengths()).containsExactly(57, 121);
        assertThat(upgrade.getTruncation().getPrefixQualities()).containsExactly(15.3f, 15.4f);
        assertThat(upgrade.getLayout().getBlockEnds()).containsExactly(57, 121);
    }

    @Test
    void mergesUpgradesInSteps() {
        TokenSequence toTwenty = UpgradeRecords.tail(TokenTrimming.toTokens(nested, 20), 8);
        TokenSequence toAll = UpgradeRecords.tail(nested, 20);
        TokenSequence base = TokenTrimming.toTokens(nested, 8);

        assertThat(UpgradeRecords.merge(base, UpgradeRecords.merge(toTwenty, toAll)))
                .isEqualTo(nested);
        assertThat(UpgradeRecords.merge(UpgradeRecords.merge(base, toTwenty), toAll))
                .isEqualTo(nested);
    }

    @Test
    void refusesAGapAndAnOverlap() {
        TokenSequence upgrade = UpgradeRecords.tail(nested, 20);

        assertThatExceptionOfType(TokenContractException.class)
                .isThrownBy(() -> UpgradeRecords.merge(TokenTrimming.toTokens(nested, 19), upgrade))
                .withMessageContaining("tokens are missing");
        assertThatExceptionOfType(TokenContractException.class)
                .isThrownBy(() -> UpgradeRecords.merge(TokenTrimming.toTokens(nested, 21), upgrade))
                .withMessageContaining("overlap");
        assertThatExceptionOfType(TokenContractException.class)
                .isThrownBy(() -> UpgradeRecords.merge(nested, nested))
                .withMessageContaining("overlap");
    }

    @Test
    void refusesAnUpgradeOfAnotherSourceOrTokenizer() {
        TokenSequence base = TokenTrimming.toTokens(nested, 20);
        TokenSequence upgrade = UpgradeRecords.tail(nested, 20);
        TokenSequence otherSource = TokenSequence.newBuilder(upgrade)
                .setSource(
                        SourceRef.newBuilder(upgrade.getSource()).setOffset(42).build())
                .build();
        TokenSequence otherTokenizer = TokenSequence.newBuilder(upgrade)
                .setTokenizer(new TokenizerFingerprint(new byte[8]))
                .build();
        TokenSequence otherVocabulary =
                TokenSequence.newBuilder(upgrade).setVocabularyVersion(1).build();
        TokenSequence otherPlanes = TokenSequence.newBuilder(upgrade)
                .setPlanes(List.of(upgrade.getPlanes().get(0)))
                .build();

        assertRefused(base, otherSource, "source");
        assertRefused(base, otherTokenizer, "tokenizer");
        assertRefused(base, otherVocabulary, "vocabularyVersion");
        assertRefused(base, otherPlanes, "planes");
    }

    @Test
    void refusesATailFromWhereTheRecordMayNotBeCut() {
        assertThatExceptionOfType(TokenContractException.class).isThrownBy(() -> UpgradeRecords.tail(scales, 20));
        assertThatExceptionOfType(TokenContractException.class).isThrownBy(() -> UpgradeRecords.tail(nested, 3));
        assertThatExceptionOfType(TokenContractException.class)
                .isThrownBy(() -> UpgradeRecords.tail(nested, 64))
                .withMessageContaining("lacks none");
        assertThatExceptionOfType(TokenContractException.class)
                .isThrownBy(() -> TokenTrimming.toTokens(UpgradeRecords.tail(nested, 20), 10))
                .withMessageContaining("Merge it");
    }

    private static void assertRefused(TokenSequence base, TokenSequence upgrade, String field) {
        assertThatExceptionOfType(TokenContractException.class)
                .isThrownBy(() -> UpgradeRecords.merge(base, upgrade))
                .withMessageContaining("\"" + field + "\"");
    }
}
