package io.tokenloom.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void makesEachColumnAsWideAsItsWidestCell() {
        TextTable table = new TextTable("part", "state").row("a", "long state").row("longer", "");

        assertThat(table.toString().lines()).containsExactly("PART    STATE", "a       long state", "longer");
    }

    @Test
    void refusesARowOfAnotherLength() {
        assertThatThrownBy(() -> new TextTable("one").row("a", "b")).hasMessageContaining("2 cells under 1 headings");
    }
}
