package io.tokenloom.sequence;

import static io.tokenloom.sequence.SampleItems.SPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.record.Modality;
import io.tokenloom.sequence.IdPlace.Content;
import io.tokenloom.sequence.IdPlace.Expansion;
import io.tokenloom.token.TokenContractException;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdSpaceTest {
    @Test
    void leavesTextIdsAndMovesVisualOnes() {
        assertThat(SPACE.place(SampleItems.text(0, 5, 899, 999))).containsExactly(5, 899, 999);
        assertThat(SPACE.place(SampleItems.picture(1, 3))).containsExactly(1001, 1008, 1015);
    }

    @Test
    void setsPlanesPositionByPositionBehindEachOther() {
        assertThat(SPACE.place(SampleItems.factorised(0, 2))).containsExactly(2000, 2016 + 31, 2001, 2016 + 30);
    }

    @Test
    void putsPlaceholdersForVectors() {
        assertThat(SPACE.place(SampleItems.vectors(0, 3))).containsExactly(902, 902, 902);
        IdSpace once = new IdSpace(
                List.of(new IdPlace(
                        SampleItems.VECTORS,
                        Modality.VISUAL,
                        new Content.Placeholder(7, Expansion.EACH_RECORD),
                        List.of(),
                        List.of())),
                List.of());
        assertThat(once.place(SampleItems.vectors(0, 3))).containsExactly(7);
    }

    @Test
    void refusesIdsOutsideTheVocabularyAndControlIdsInTexts() {
        assertThatThrownBy(() -> SPACE.place(SampleItems.text(0, 1, 1000)))
                .isInstanceOf(TokenContractException.class)
                .hasMessageContaining("Id 1000 at 1")
                .hasMessageContaining("1000 that its tokenizer has place for");
        assertThatThrownBy(() -> SPACE.place(SampleItems.text(0, -1))).hasMessageContaining("Id -1 at 0");
        assertThatThrownBy(() -> SPACE.place(SampleItems.text(0, 1, SampleItems.BEGIN)))
                .hasMessageContaining("A text has the id 900 at 1, which begins or ends something here");
        assertThatThrownBy(() -> SPACE.place(SampleItems.text(0, SampleItems.EOS)))
                .hasMessageContaining("A text has the id 903");
    }

    @Test
    void refusesTokenizersWithoutAPlace() {
        IdSpace textOnly = new IdSpace(SPACE.places().subList(0, 1), List.of());
        assertThatThrownBy(() -> textOnly.place(SampleItems.picture(0, 1)))
                .hasMessageContaining("Tokenizer 0000000000000002 has no place in the id space")
                .hasMessageContaining("Known are [0000000000000001]");
    }

    @Test
    void refusesIdsWherePlaceholdersAreAndTheOtherWayRound() {
        IdSpace wrong = new IdSpace(
                List.of(
                        new IdPlace(
                                SampleItems.VISUAL,
                                Modality.VISUAL,
                                new Content.Placeholder(1, Expansion.EACH_TOKEN),
                                List.of(),
                                List.of()),
                        new IdPlace(
                                SampleItems.VECTORS,
                                Modality.VISUAL,
                                new Content.Shifted(10, 5),
                                List.of(),
                                List.of())),
                List.of());
        assertThatThrownBy(() -> wrong.place(SampleItems.picture(0, 1))).hasMessageContaining("Give it an offset");
        assertThatThrownBy(() -> wrong.place(SampleItems.vectors(0, 1))).hasMessageContaining("Give it a placeholder");
    }

    @Test
    void tellsEveryMistakeAtOnce() {
        List<IdPlace> places = List.of(
                new IdPlace("a", Modality.TEXT, new Content.Shifted(0, 1000), List.of(), List.of()),
                new IdPlace("b", Modality.VISUAL, new Content.Shifted(999, 10), List.of(1003), List.of(1003)),
                new IdPlace("b", Modality.VISUAL, new Content.Shifted(2000, 0), List.of(), List.of()),
                new IdPlace(
                        "c", Modality.VISUAL, new Content.Placeholder(-3, Expansion.EACH_TOKEN), List.of(), List.of()),
                new IdPlace("d", Modality.VISUAL, new Content.Shifted(Integer.MAX_VALUE, 2), List.of(), List.of()));

        assertThat(IdSpace.mistakes(places, List.of(1004)))
                .satisfiesExactlyInAnyOrder(
                        mistake -> assertThat(mistake).contains("The id -3 is negative"),
                        mistake -> assertThat(mistake).contains("b has the same begin and end ids"),
                        mistake -> assertThat(mistake).contains("placeholder id 1003 is also an id of tokenizer b"),
                        mistake -> assertThat(mistake).contains("placeholder id 1004 is also an id of tokenizer b"),
                        mistake -> assertThat(mistake).contains("a (0 to 999) and b (999 to 1008) overlap"),
                        mistake -> assertThat(mistake).contains("Tokenizer b is there twice"),
                        mistake -> assertThat(mistake).contains("Tokenizer b has 0 ids from 2000 on"),
                        mistake -> assertThat(mistake).contains("Tokenizer d has 2 ids"));
    }
}
