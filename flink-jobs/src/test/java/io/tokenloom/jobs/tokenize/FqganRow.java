package io.tokenloom.jobs.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.token.PackedIds;
import io.tokenloom.token.TokenPlanes;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Row 26, FQGAN: two ids of codebooks of their own at each place of a grid. */
abstract class FqganRow {
    @Test
    void publishesAPlaneOfReferenceIdsForEachCodebook() throws Exception {
        for (Golden golden : Golden.of("rows/fqgan")) {
            TokenSequence made = SystemRowsIT.rows().ids("fqgan", golden);

            assertThat(made.getPlanes()).extracting(TokenPlane::getName).containsExactly("semantic", "visual");
            assertThat(made.getPlanes())
                    .extracting(TokenPlane::getVocabularySize)
                    .containsExactly(16_384, 16_384);
            assertThat(made.getPlanes()).extracting(TokenPlane::getIds).isEqualTo(golden.planes());
            assertThat(made.getPlanes().get(0).getIds())
                    .hasSize(256)
                    .isNotEqualTo(made.getPlanes().get(1).getIds());
            assertThat(made.getOrder()).isEqualTo(TokenOrder.RASTER);
        }
    }

    @Test
    void packsPositionByPositionAndBack() throws Exception {
        TokenSequence made =
                SystemRowsIT.rows().ids("fqgan", Golden.of("rows/fqgan").get(0));
        List<TokenPlane> planes = made.getPlanes();

        int[] positions = TokenPlanes.positionMajor(planes);

        assertThat(positions)
                .hasSize(512)
                .startsWith(
                        planes.get(0).getIds().get(0),
                        planes.get(1).getIds().get(0),
                        planes.get(0).getIds().get(1));
        assertThat(PackedIds.pack(positions, PackedIds.bitsPerId(16_384))).hasSize(896);
        assertThat(TokenPlanes.fromPositionMajor(positions, planes)).isEqualTo(planes);
    }

    @Test
    void givesAConsumerOnePlaneAlone() throws Exception {
        TokenSequence made =
                SystemRowsIT.rows().ids("fqgan", Golden.of("rows/fqgan").get(0));

        TokenSequence semantic = TokenPlanes.only(made, "semantic");

        assertThat(semantic.getPlanes()).containsExactly(made.getPlanes().get(0));
    }
}
