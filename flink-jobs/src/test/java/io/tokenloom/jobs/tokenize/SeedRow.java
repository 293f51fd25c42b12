package io.tokenloom.jobs.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.token.Interleaving;
import io.tokenloom.token.PackedIds;
import io.tokenloom.token.PlacedIds;
import io.tokenloom.token.Segment;
import io.tokenloom.token.SpelledTags;
import io.tokenloom.token.TokenContractException;
import io.tokenloom.token.TokenTrimming;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows 11 and 42, SEED and SEED-LLaMA: 32 causal ids, and where they go among the ids of a text. */
abstract class SeedRow {
    private static final int VOCABULARY = 8192;
    private static final int OFFSET = 32_000;
    private static final List<Integer> BEFORE = List.of(1, 15_043, 31_999);
    private static final List<Integer> AFTER = List.of(29_871, 2);

    private static TokenSequence made(int picture) throws Exception {
        return SystemRowsIT.rows().ids("seed", Golden.of("rows/seed").get(picture));
    }

    @Test
    void publishesTheReferenceIdsAndWhereTheyGo() throws Exception {
        for (Golden golden : Golden.of("rows/seed")) {
            TokenSequence made = SystemRowsIT.rows().ids("seed", golden);

            int[] ids = RowRecords.onlyPlane(made, VOCABULARY);
            assertThat(ids)
                    .containsExactly(RowRecords.array(golden.planes().get(0)))
                    .hasSize(32);
            assertThat(made.getOrder()).isEqualTo(TokenOrder.CAUSAL_1D);
            assertThat(made.getFraming().getIdOffset()).isEqualTo(OFFSET);
            assertThat(PackedIds.pack(ids, PackedIds.bitsPerId(VOCABULARY))).hasSize(52);
            int[] placed = PlacedIds.of(made);
            assertThat(placed).hasSize(34).startsWith(40_192, OFFSET + ids[0]).endsWith(OFFSET + ids[31], 40_193);
            assertThat(PlacedIds.remove(placed, made.getFraming(), VOCABULARY)).containsExactly(ids);
            assertThat(SpelledTags.SEED.read(SpelledTags.SEED.spell(ids))).containsExactly(ids);
        }
    }

    @Test
    void refusesToCut() throws Exception {
        TokenSequence made = made(0);

        assertThatThrownBy(() -> TokenTrimming.toTokens(made, 31)).isInstanceOf(TokenContractException.class);
    }

    @Test
    void givesTextsAndImagesBackFromOneSequence() throws Exception {
        TokenSequence first = made(0);
        TokenSequence second = made(1);
        List<Segment> segments = List.of(
                new Segment.Text(BEFORE),
                image(first),
                new Segment.Text(AFTER),
                image(second),
                new Segment.Text(AFTER));
        Interleaving interleaving = new Interleaving(first.getFraming(), VOCABULARY);

        int[] joined = interleaving.join(segments);

        assertThat(joined).hasSize(3 + 34 + 2 + 34 + 2);
        assertThat(interleaving.split(joined)).isEqualTo(segments);
    }

    @Test
    void cutsASequenceToABudgetWithoutSplittingAnImage() throws Exception {
        TokenSequence made = made(0);
        Interleaving interleaving = new Interleaving(made.getFraming(), VOCABULARY);
        int[] joined = interleaving.join(List.of(new Segment.Text(BEFORE), image(made), new Segment.Text(AFTER)));

        for (int most = 3; most < 37; most++) {
            assertThat(interleaving.split(interleaving.cut(joined, most)))
                    .as("%d ids", most)
                    .containsExactly(new Segment.Text(BEFORE));
        }
        assertThat(interleaving.split(interleaving.cut(joined, 37)))
                .containsExactly(new Segment.Text(BEFORE), image(made));
    }

    private static Segment image(TokenSequence made) {
        return new Segment.Image(made.getPlanes().get(0).getIds());
    }
}
