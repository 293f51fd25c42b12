package io.tokenloom.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.token.TokenRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DocumentItemTest {
    private static final TokenRecord.Ids FIRST = SampleItems.step(1, 0, 2, 8, 0);
    private static final TokenRecord.Ids SECOND = SampleItems.step(1, 1, 2, 8, 10);

    @Test
    void ordersByEventTimeAndPartWhateverTheOrderOfArrival() {
        List<TokenRecord> records =
                new ArrayList<>(List.of(SampleItems.text(0, 1), FIRST, SECOND, SampleItems.text(2, 3)));
        List<DocumentItem> items = DocumentItem.of(records);
        assertThat(items).extracting(DocumentItem::itemId).containsExactly("item-0", "item-1", "item-2");
        assertThat(items.get(1).records()).containsExactly(FIRST, SECOND);
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(records, new Random(seed));
            assertThat(DocumentItem.of(records)).isEqualTo(items);
        }
    }

    @Test
    void countsARecordOnceThatIsThereTwice() {
        List<DocumentItem> items = DocumentItem.of(List.of(FIRST, FIRST, SECOND, SECOND));
        assertThat(items).hasSize(1);
        assertThat(items.get(0).records()).containsExactly(FIRST, SECOND);
        assertThat(items.get(0).missing()).isEmpty();
    }

    @Test
    void tellsPartsThatAreMissing() {
        assertThat(DocumentItem.of(List.of(SECOND)).get(0).missing()).containsExactly("item-1: part 0 of 2");
    }

    @Test
    void mergesUpgradesIntoWhatTheyUpgrade() {
        TokenRecord.Ids whole = SampleItems.picture(5, 12);
        TokenRecord.Ids upgrade = SampleItems.tail(whole, 4);
        TokenRecord.Ids base = new TokenRecord.Ids(io.tokenloom.token.TokenTrimming.toTokens(whole.sequence(), 4));

        assertThat(DocumentItem.of(List.of(upgrade, base)).get(0).records()).containsExactly(whole);
        assertThat(DocumentItem.of(List.of(SampleItems.tail(whole, 6), base))
                        .get(0)
                        .missing())
                .containsExactly("item-5: tokens 4 to 5 of part 0");
    }
}
