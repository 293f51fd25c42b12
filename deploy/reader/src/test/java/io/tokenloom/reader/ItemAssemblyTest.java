package io.tokenloom.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.reader.decode.EmbeddingContents;
import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.token.TokenRecord;
import io.tokenloom.token.TokenTrimming;
import io.tokenloom.token.UpgradeRecords;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ItemAssemblyTest {
    private final ItemAssembly assembly = new ItemAssembly(new EmbeddingContents(Optional.empty()));

    @Test
    void waitsForAllPartsInAnyOrderAmongOtherItemsAndPassesOverRepetitions() {
        TokenSequence[] parts = new TokenSequence[3];
        for (int part = 0; part < parts.length; part++) {
            parts[part] = TestParts.text(4, part, parts.length, "part " + part, TestParts.TOKENIZER);
        }
        assertThat(add(parts[1])).isEmpty();
        assertThat(add(parts[1])).isEmpty();
        assertThat(add(parts[2])).isEmpty();
        assertThat(add(TestParts.text(5, 0, 1, "another", TestParts.TOKENIZER))).hasSize(1);
        assertThat(assembly.incomplete())
                .containsExactly(new IncompleteItem("item@4", new RecordAddress("raw", 0, 4), 2, 3));

        assertThat(add(parts[0])).containsExactly(parts);
        assertThat(assembly.incomplete()).isEmpty();
    }

    @Test
    void anUpgradeGivesTheItemAgainAsTheTokenizerMadeIt() {
        TokenSequence full = TestParts.step(1, 1, 2, 16);
        TokenSequence half = TokenTrimming.toTokens(full, 8);

        add(TestParts.step(1, 0, 2, 16));
        assertThat(add(half)).last().isEqualTo(half);
        assertThat(add(UpgradeRecords.tail(full, 8))).last().isEqualTo(full);
    }

    @Test
    void anUpgradeThatComesFirstWaitsForItsBase() {
        TokenSequence full = TestParts.step(1, 1, 2, 16);

        add(UpgradeRecords.tail(full, 4));
        assertThat(add(TokenTrimming.toTokens(full, 4))).isEmpty();
        assertThat(add(TestParts.step(1, 0, 2, 16))).last().isEqualTo(full);
    }

    @Test
    void aTailWithoutItsBaseIsGivenAsItIs() {
        TokenSequence tail = UpgradeRecords.tail(TestParts.step(1, 0, 1, 16), 4);

        assertThat(add(tail)).containsExactly(tail);
    }

    @Test
    void refusesAnUpgradeOfAnotherSequence() {
        TokenSequence full = TestParts.step(1, 0, 1, 16);
        add(TokenTrimming.toTokens(full, 4));
        TokenSequence other = UpgradeRecords.tail(full, 4);
        other.setItemId("other");

        assertThatThrownBy(() -> add(other))
                .isInstanceOf(ReaderException.class)
                .hasMessageContaining("tokens/0/7 is no upgrade")
                .hasMessageContaining("itemId");
    }

    private List<TokenSequence> add(TokenSequence sequence) {
        return assembly.add(TestParts.read(sequence)).orElse(List.of()).stream()
                .map(part -> ((TokenRecord.Ids) part.record()).sequence())
                .toList();
    }
}
