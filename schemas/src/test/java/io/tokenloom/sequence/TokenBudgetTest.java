package io.tokenloom.sequence;

import static io.tokenloom.sequence.TokenBudget.Division.COMPLEXITY;
import static io.tokenloom.sequence.TokenBudget.Division.EQUAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.record.OmittedTokens;
import io.tokenloom.record.PackedSequence;
import io.tokenloom.record.PlaceholderRange;
import io.tokenloom.token.TokenRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TokenBudgetTest {
    @Test
    void leavesAllWhereItFits() {
        PackedSequence whole = assemble(100, EQUAL, SampleItems.text(0, 1, 2), SampleItems.picture(1, 8));
        assertThat(tokens(whole)).containsExactly(2, 8);
        assertThat(omitted(whole)).isEmpty();
    }

    @Test
    void keepsTextsAndSharesTheRestEqually() {
        // 2 of text, 2 pictures with 2 ids around each, 1 behind the document: 30 - 7 = 23 tokens for both.
        PackedSequence shared =
                assemble(30, EQUAL, SampleItems.text(0, 1, 2), SampleItems.picture(1, 20), SampleItems.picture(2, 20));
        assertThat(tokens(shared)).containsExactly(2, 12, 11);
        assertThat(shared.getIds()).hasSize(30);
        assertThat(omitted(shared)).extracting(OmittedTokens::getFirstToken).containsExactly(12, 11);
    }

    @Test
    void givesWhatOnePictureDoesNotNeedToTheOthers() {
        PackedSequence shared =
                assemble(30, EQUAL, SampleItems.picture(1, 4), SampleItems.picture(2, 30), SampleItems.picture(3, 30));
        assertThat(tokens(shared)).containsExactly(4, 10, 9);
    }

    @Test
    void bringsAllPicturesToOneQuality() {
        // A step of quality 20 + n for n tokens reaches with one token what the other reaches with none of its 20.
        TokenRecord easy = SampleItems.step(1, 0, 1, 20, 10);
        TokenRecord hard = SampleItems.step(2, 0, 1, 20, 0);
        PackedSequence shared = assemble(25, COMPLEXITY, easy, hard);
        assertThat(tokens(shared)).containsExactly(5, 15);
        assertThat(tokens(assemble(25, EQUAL, easy, hard))).containsExactly(10, 10);
    }

    @Test
    void weighsPicturesOfUnknownQualityByTheEntropyOfTheirIds() {
        TokenRecord plain = SampleItems.withoutQualities(SampleItems.flat(1, 60));
        TokenRecord rich = SampleItems.withoutQualities(SampleItems.picture(2, 60));
        List<Integer> tokens = tokens(assemble(45, COMPLEXITY, plain, rich));
        assertThat(tokens.get(0)).isEqualTo(1);
        assertThat(tokens.get(1)).isEqualTo(39);
    }

    @Test
    void leavesOutTheLatestPicturesFirstAndThenCutsTheLatestTexts() {
        PackedSequence tight = assemble(
                10, EQUAL, SampleItems.text(0, 1, 2, 3, 4), SampleItems.uncuttable(1, 3), SampleItems.uncuttable(2, 3));
        assertThat(items(tight)).containsExactly("item-0", "item-1");
        assertThat(tight.getIds()).hasSize(10);

        PackedSequence cut = assemble(6, EQUAL, SampleItems.text(0, 1, 2, 3), SampleItems.text(1, 4, 5, 6));
        assertThat(tokens(cut)).containsExactly(3, 2);
        assertThat(omitted(cut)).singleElement().satisfies(left -> {
            assertThat(left.getItemId()).isEqualTo("item-1");
            assertThat(left.getFirstToken()).isEqualTo(2);
            assertThat(left.getTokens()).isEqualTo(1);
        });
    }

    @Test
    void neverCutsAPictureWhereItMayNot() {
        PackedSequence none = assemble(9, EQUAL, SampleItems.uncuttable(0, 8));
        assertThat(items(none)).isEmpty();
        assertThat(tokens(assemble(11, EQUAL, SampleItems.uncuttable(0, 8)))).containsExactly(8);
    }

    @Test
    void cutsTheLastStepsOfAnImageFirst() {
        PackedSequence cut = assemble(
                13,
                EQUAL,
                SampleItems.step(0, 0, 3, 6, 0),
                SampleItems.step(0, 1, 3, 6, 10),
                SampleItems.step(0, 2, 3, 6, 20));
        assertThat(tokens(cut)).containsExactly(6, 4);
        assertThat(omitted(cut)).extracting(OmittedTokens::getFirstToken).containsExactly(4, 0);
    }

    private static PackedSequence assemble(int ids, TokenBudget.Division division, TokenRecord... records) {
        DocumentAssembly assembly = new DocumentAssembly(
                SampleItems.SPACE, Optional.of(new TokenBudget(ids, division)), OptionalInt.empty());
        PackedSequence sequence = assembly.assemble(
                        new DocumentAssembly.Facts("document", false, List.of(), Instant.EPOCH),
                        DocumentItem.of(List.of(records)))
                .sequence();
        assertThat(sequence.getIds().size()).isLessThanOrEqualTo(ids);
        PackedSequences.items(sequence);
        return sequence;
    }

    private static List<Integer> tokens(PackedSequence sequence) {
        return sequence.getDocuments().get(0).getRanges().stream()
                .map(PlaceholderRange::getTokens)
                .toList();
    }

    private static List<String> items(PackedSequence sequence) {
        return sequence.getDocuments().get(0).getRanges().stream()
                .map(PlaceholderRange::getItemId)
                .toList();
    }

    private static List<OmittedTokens> omitted(PackedSequence sequence) {
        return sequence.getDocuments().get(0).getOmitted();
    }
}
