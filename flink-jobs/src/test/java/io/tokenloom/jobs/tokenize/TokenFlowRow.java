package io.tokenloom.jobs.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TruncationKind;
import io.tokenloom.token.PackedIds;
import io.tokenloom.token.TokenContractException;
import io.tokenloom.token.TokenTrimming;
import io.tokenloom.vision.quantization.Codebook;
import io.tokenloom.vision.quantization.Normalisation;
import io.tokenloom.vision.quantization.SharedDual;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Row 12, TokenFlow: 561 ids over eight scales, each of which stands for two codes. */
abstract class TokenFlowRow {
    private static final Integer[] ENDS = {1, 5, 21, 57, 121, 221, 365, 561};

    private static TokenSequence first() throws Exception {
        return SystemRowsIT.rows().ids("tokenflow", Golden.of("rows/tokenflow").get(0));
    }

    @Test
    void publishesTheReferenceIdsScaleByScale() throws Exception {
        for (Golden golden : Golden.of("rows/tokenflow")) {
            TokenSequence made = SystemRowsIT.rows().ids("tokenflow", golden);

            int[] ids = RowRecords.onlyPlane(made, 32_768);
            assertThat(ids)
                    .containsExactly(RowRecords.array(golden.planes().get(0)))
                    .hasSize(561);
            assertThat(made.getOrder()).isEqualTo(TokenOrder.MULTI_SCALE);
            assertThat(made.getTruncation().getKind()).isEqualTo(TruncationKind.SCALE_BOUNDARY);
            assertThat(made.getTruncation().getValidLengths()).containsExactly(ENDS);
            assertThat(made.getLayout().getBlockEnds()).containsExactly(ENDS);
            assertThat(PackedIds.pack(ids, PackedIds.bitsPerId(32_768))).hasSize(1052);
        }
    }

    @Test
    void findsTheReferenceIdsWithItsTwoTables() throws Exception {
        SharedDual codes = codes();
        for (Golden golden : Golden.of("rows/tokenflow-tables")) {
            TokenSequence made = SystemRowsIT.rows().ids("tokenflow-tables", golden);

            int[] ids = RowRecords.onlyPlane(made, codes.codebookSize());
            assertThat(ids).containsExactly(RowRecords.array(golden.planes().get(0)));
            float[] both = new float[32 + 8];
            assertThat(codes.dimension()).isEqualTo(both.length);
            for (int id : ids) {
                codes.copyCode(id, both, 0);
                assertThat(length(both, 0, 32)).as("semantic code of %d", id).isEqualTo(1, RowRecords.ROUNDING);
                assertThat(length(both, 32, 40)).as("pixel code of %d", id).isEqualTo(1, RowRecords.ROUNDING);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 21, 57, 121, 221, 365, 561})
    void cutsBehindAScale(int tokens) throws Exception {
        TokenSequence full = first();

        assertThat(TokenTrimming.toTokens(full, tokens).getPlanes().get(0).getIds())
                .isEqualTo(full.getPlanes().get(0).getIds().subList(0, tokens));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 20, 22, 120, 364, 560, 562, 817})
    void refusesToCutWithinAScale(int tokens) throws Exception {
        TokenSequence full = first();

        assertThatThrownBy(() -> TokenTrimming.toTokens(full, tokens)).isInstanceOf(TokenContractException.class);
    }

    @Test
    void keepsWholeScalesWithinABudget() throws Exception {
        TokenSequence full = first();

        TokenSequence ofRoute = SystemRowsIT.rows()
                .ids("tokenflow-200", Golden.of("rows/tokenflow").get(0));

        assertThat(ofRoute.getPlanes().get(0).getIds()).hasSize(121);
        assertThat(TokenTrimming.toAtMost(full, 200)).isEqualTo(ofRoute);
    }

    private static SharedDual codes() throws Exception {
        byte[] file = Files.readAllBytes(Golden.bundle("rows/tokenflow-tables").resolve("codebook.safetensors"));
        return new SharedDual(
                Codebook.read(file, "semantic"), Codebook.read(file, "pixel"), Normalisation.FEATURES_AND_CODES);
    }

    private static double length(float[] values, int from, int to) {
        double squares = 0;
        for (int i = from; i < to; i++) {
            squares += values[i] * values[i];
        }
        return Math.sqrt(squares);
    }
}
