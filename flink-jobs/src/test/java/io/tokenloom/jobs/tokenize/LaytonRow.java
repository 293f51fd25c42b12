package io.tokenloom.jobs.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.record.Geometry;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.token.PackedIds;
import io.tokenloom.token.PixelBox;
import io.tokenloom.token.TokenGeometry;
import org.junit.jupiter.api.Test;

/** Row 10, Layton: a picture of 1024 x 1024 as the 256 ids of its small copy, whose places are those of the large one. */
abstract class LaytonRow {
    @Test
    void publishes256IdsOfAPictureOf1024Pixels() throws Exception {
        Golden golden = Golden.of("rows/layton").get(0);

        TokenSequence made = SystemRowsIT.rows().ids("layton", golden);

        int[] ids = RowRecords.onlyPlane(made, 16_384);
        assertThat(ids)
                .containsExactly(RowRecords.array(golden.planes().get(0)))
                .hasSize(256);
        assertThat(made.getOrder()).isEqualTo(TokenOrder.RASTER);
        assertThat(PackedIds.pack(ids, PackedIds.bitsPerId(16_384))).hasSize(448);
    }

    @Test
    void keepsTheSizeOfTheSource() throws Exception {
        TokenSequence made =
                SystemRowsIT.rows().ids("layton", Golden.of("rows/layton").get(0));

        Geometry geometry = made.getGeometry();
        assertThat(geometry.getSourceWidth()).isEqualTo(1024);
        assertThat(geometry.getSourceHeight()).isEqualTo(1024);
        assertThat(geometry.getGridWidth() * geometry.getPatchWidth())
                .as("side of the model")
                .isEqualTo(256);
        assertThat(TokenGeometry.of(made).box(17)).isEqualTo(new PixelBox(64, 64, 64, 64));
    }
}
