package io.tokenloom.jobs.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TruncationKind;
import io.tokenloom.token.PackedIds;
import io.tokenloom.token.TokenTrimming;
import org.junit.jupiter.api.Test;

/** Row 2, FlexTok: 256 registers, any prefix of which is a picture; ids by arithmetic on six features. */
abstract class FlexTokRow {
    private static final int VOCABULARY = 64_000;

    @Test
    void publishesTheReferenceIdsOnceForEveryPrefix() throws Exception {
        for (Golden golden : Golden.of("rows/flextok")) {
            TokenSequence made = SystemRowsIT.rows().ids("flextok", golden);

            int[] ids = RowRecords.onlyPlane(made, VOCABULARY);
            assertThat(ids)
                    .containsExactly(RowRecords.array(golden.planes().get(0)))
                    .hasSize(256);
            assertThat(made.getOrder()).isEqualTo(TokenOrder.NESTED_PREFIX);
            assertThat(made.getTruncation().getKind()).isEqualTo(TruncationKind.ANY_PREFIX);
            assertThat(TokenTrimming.toTokens(made, 1).getPlanes().get(0).getIds())
                    .as("shortest prefix")
                    .containsExactly(ids[0]);
            assertThat(PackedIds.bytes(256, PackedIds.bitsPerId(VOCABULARY))).isEqualTo(512);
        }
    }

    @Test
    void cutsAStoredRecordToWhatTheTokenizerMakesOfSoManyTokens() throws Exception {
        for (Golden golden : Golden.of("rows/flextok")) {
            TokenSequence full = SystemRowsIT.rows().ids("flextok", golden);
            TokenSequence ofRoute = SystemRowsIT.rows().ids("flextok-64", golden);

            assertThat(TokenTrimming.toTokens(full, 64)).isEqualTo(ofRoute);
            assertThat(TokenTrimming.toBytes(full, 128)).as("64 ids of 16 bits").isEqualTo(ofRoute);
        }
    }
}
