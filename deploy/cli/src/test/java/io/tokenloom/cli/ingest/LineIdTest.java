package io.tokenloom.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineIdTest {
    @Test
    void isReadAsItIsWritten() {
        LineId first = new LineId("logs/a.log", 0, 17);
        LineId replaced = new LineId("logs/a.log", 3, 0);

        assertThat(first).hasToString("logs/a.log@17");
        assertThat(replaced).hasToString("logs/a.log#3@0");
        assertThat(LineId.parse("logs/a.log", first.toString())).contains(first);
        assertThat(LineId.parse("logs/a.log", replaced.toString())).contains(replaced);
    }

    @ParameterizedTest
    @ValueSource(strings = {"logs/a.log", "logs/b.log@1", "logs/a.log@", "logs/a.log@-1", "logs/a.log#@1"})
    void anotherTextIsNone(String text) {
        assertThat(LineId.parse("logs/a.log", text)).isEmpty();
    }
}
