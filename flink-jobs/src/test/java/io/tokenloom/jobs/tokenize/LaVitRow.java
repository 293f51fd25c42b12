package io.tokenloom.jobs.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.bundle.VisualBundle;
import io.tokenloom.media.ImageDecoder;
import io.tokenloom.media.MediaLimits;
import io.tokenloom.model.Device;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.token.KeepBitmap;
import io.tokenloom.token.PackedIds;
import io.tokenloom.token.PlacedIds;
import io.tokenloom.vision.StepRequest;
import io.tokenloom.vision.StepResult;
import io.tokenloom.vision.TokenBudget;
import io.tokenloom.vision.VisualTokenizer;
import io.tokenloom.vision.VisualTokens;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Row 29, LaVIT: ids of the patches that a selector keeps, and where they were. */
abstract class LaVitRow {
    private static final int VOCABULARY = 16_384;
    private static final int PATCHES = 256;

    @Test
    void publishesTheReferenceIdsOfKeptPatches() throws Exception {
        for (Golden golden : Golden.of("rows/lavit-argmax")) {
            TokenSequence made = SystemRowsIT.rows().ids("lavit-argmax", golden);

            assertThat(RowRecords.onlyPlane(made, VOCABULARY))
                    .containsExactly(RowRecords.array(golden.planes().get(0)));
            assertThat(made.getGeometry().getKeptPositions()).isEqualTo(golden.keptPositions());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lavit-argmax", "lavit-seeded"})
    void saysWhichPatchesAreKeptAndWhereTheirIdsGo(String route) throws Exception {
        TokenSequence made =
                SystemRowsIT.rows().ids(route, Golden.of("rows/" + route).get(0));

        int[] ids = RowRecords.onlyPlane(made, VOCABULARY);
        List<Integer> positions = made.getGeometry().getKeptPositions();
        assertThat(made.getOrder()).isEqualTo(TokenOrder.SELECTED);
        assertThat(positions).hasSize(ids.length).hasSizeLessThan(PATCHES);
        byte[] bitmap = KeepBitmap.of(positions, PATCHES);
        assertThat(bitmap).hasSize(32);
        assertThat(KeepBitmap.positions(bitmap, PATCHES)).isEqualTo(positions);
        assertThat(PackedIds.pack(ids, PackedIds.bitsPerId(VOCABULARY))).hasSize((14 * ids.length + 7) / 8);
        assertThat(PlacedIds.of(made))
                .hasSize(ids.length + 2)
                .startsWith(32_000, 32_002 + ids[0])
                .endsWith(32_001);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lavit-argmax", "lavit-seeded"})
    void keepsTheSamePatchesOfAnItemThatIsReplayed(String route) throws Exception {
        Golden golden = Golden.of("rows/" + route).get(0);

        List<TokenSequence> twice = SystemRowsIT.rows().ids(route, golden, "replayed", 2);

        assertThat(twice.get(1).getPlanes()).isEqualTo(twice.get(0).getPlanes());
        assertThat(twice.get(1).getGeometry()).isEqualTo(twice.get(0).getGeometry());
    }

    @Test
    void drawsLotsThatFollowFromTheRecordAlone() throws Exception {
        Golden golden = Golden.of("rows/lavit-seeded").get(0);
        TokenSequence made = SystemRowsIT.rows().ids("lavit-seeded", golden);

        byte[] digest = made.getContentDigest().bytes();
        try (VisualBundle bundle =
                VisualBundle.open(Golden.bundle("rows/lavit-seeded").toString(), Device.CPU)) {
            VisualTokens.Ids again = tokens(bundle.tokenizer(), golden, digest);
            assertThat(again.planes()[0]).containsExactly(RowRecords.onlyPlane(made, VOCABULARY));
            assertThat(again.keptPositions())
                    .containsExactly(RowRecords.array(made.getGeometry().getKeptPositions()));
            assertThat(tokens(bundle.tokenizer(), golden, new byte[] {1}).keptPositions())
                    .as("other lots")
                    .isNotEqualTo(again.keptPositions());
        }
    }

    private static VisualTokens.Ids tokens(VisualTokenizer tokenizer, Golden golden, byte[] seed) throws Exception {
        StepRequest request = new StepRequest(
                tokenizer.prepare(new ImageDecoder(MediaLimits.DEFAULTS).decode(golden.picture())),
                tokenizer.start(),
                new TokenBudget.Fixed(PATCHES),
                false,
                seed);
        StepResult result = tokenizer.step(List.of(request)).get(0);
        return (VisualTokens.Ids) ((StepResult.Made) result).tokens();
    }
}
