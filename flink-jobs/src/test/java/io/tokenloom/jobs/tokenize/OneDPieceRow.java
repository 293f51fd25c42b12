package io.tokenloom.jobs.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.record.Codebook;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TruncationKind;
import io.tokenloom.token.TokenTrimming;
import io.tokenloom.token.UpgradeRecords;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Row 5, One-D-Piece: 256 latents, a prefix of which is a worse picture; the codebook lies outside the graph. */
abstract class OneDPieceRow {
    private static TokenSequence first() throws Exception {
        return SystemRowsIT.rows()
                .ids("one-d-piece", Golden.of("rows/one-d-piece").get(0));
    }

    @Test
    void publishesTheReferenceIds() throws Exception {
        for (Golden golden : Golden.of("rows/one-d-piece")) {
            TokenSequence made = SystemRowsIT.rows().ids("one-d-piece", golden);

            assertThat(RowRecords.onlyPlane(made, 4096))
                    .containsExactly(RowRecords.array(golden.planes().get(0)))
                    .hasSize(256);
            assertThat(made.getOrder()).isEqualTo(TokenOrder.NESTED_PREFIX);
            assertThat(made.getTruncation().getKind()).isEqualTo(TruncationKind.ANY_PREFIX);
        }
    }

    @Test
    void publishesTheCodebook() throws Exception {
        List<Codebook> parts = SystemRowsIT.rows().codebook(first());

        assertThat(parts.get(0).getRows()).isEqualTo(4096);
        assertThat(parts.get(0).getFirstRow()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"384, 256", "192, 128", "96, 64", "48, 32", "24, 16", "12, 8", "13, 8", "14, 9", "1000, 256"})
    void keepsAsManyIdsAsFitABudgetOfBytes(int bytes, int ids) throws Exception {
        TokenSequence full = first();

        TokenSequence cut = TokenTrimming.toBytes(full, bytes);

        assertThat(cut.getPlanes().get(0).getIds())
                .isEqualTo(full.getPlanes().get(0).getIds().subList(0, ids));
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 256})
    void decodesAPrefixWithoutPadding(int tokens) throws Exception {
        int[] ids = RowRecords.onlyPlane(TokenTrimming.toTokens(first(), tokens), 4096);

        DecodedPatches decoded = DecodedPatches.of("rows/one-d-piece", ids);

        assertThat(decoded.distance(DecodedPatches.golden("rows/one-d-piece", tokens)))
                .isLessThanOrEqualTo(1);
    }

    @Test
    void mergesAnUpgradeThatHasTheTailAlone() throws Exception {
        TokenSequence full = first();
        TokenSequence stored = TokenTrimming.toBytes(full, 96);

        TokenSequence upgrade = UpgradeRecords.tail(full, 64);

        assertThat(upgrade.getPlanes().get(0).getIds()).hasSize(192);
        assertThat(UpgradeRecords.merge(stored, upgrade)).isEqualTo(full);
    }
}
