package io.tokenloom.cli.bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.cli.CommandException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogLinesTest {
    private static final LogLines LINES = LogLines.of("12:30 up\nno end 7".getBytes(StandardCharsets.UTF_8));

    @Test
    void firstGivesTheLinesAsTheyAre() {
        assertThat(text(0)).isEqualTo("12:30 up\n");
        assertThat(text(1)).isEqualTo("no end 7");
    }

    @Test
    void thenChangesNothingButDigits() {
        for (long number = 2; number < 100; number += 2) {
            assertThat(text(number)).matches("[0-9]{2}:[0-9]{2} up\n");
        }
        assertThat(text(2)).isNotEqualTo(text(4));
    }

    @Test
    void givesTheSameLineForTheSameNumber() {
        assertThat(text(1000)).isEqualTo(text(1000));
    }

    @Test
    void readsTheSamplesOfTheProgram() throws IOException {
        assertThat(LogLines.ofSamples().content(0)).isNotEmpty().endsWith((byte) '\n');
    }

    @Test
    void refusesAnInputWithoutLines(@TempDir Path folder) throws IOException {
        Files.createFile(folder.resolve("empty.log"));

        assertThatThrownBy(() -> LogLines.of(folder))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining(folder.toString());
    }

    private static String text(long number) {
        return new String(LINES.content(number), StandardCharsets.UTF_8);
    }
}
