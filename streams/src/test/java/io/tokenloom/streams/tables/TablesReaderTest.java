package io.tokenloom.streams.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenloom.configuration.ConfigurationException;
import io.tokenloom.configuration.Mistake;
import io.tokenloom.configuration.YamlDocument;
import io.tokenloom.streams.apps.AppsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablesReaderTest {
    @TempDir
    private Path folder;

    @Test
    void readsEntriesWithAndWithoutDefaults() throws IOException {
        Path file = file("""
                application: tables
                successors:
                  - {name: a, from: [tokens.text.v1]}
                  - {name: b, from: [x, y], to: t, deadLetters: d, every: 1min}
                neighbours:
                  - {name: c}
                  - {name: d, from: x, to: t, deadLetters: d, neighbours: 1000}
                """);
        JsonNode root = YamlDocument.read(file);

        assertThat(AppsFile.read(file)).isNotNull();
        assertThat(SuccessorReader.read(root.path("successors").path(0)))
                .isEqualTo(SuccessorOptions.of("a", List.of("tokens.text.v1")));
        assertThat(SuccessorReader.read(root.path("successors").path(1)))
                .isEqualTo(new SuccessorOptions("b", List.of("x", "y"), "t", "d", Duration.ofMinutes(1)));
        assertThat(NeighbourReader.read(root.path("neighbours").path(0))).isEqualTo(NeighbourOptions.of("c"));
        assertThat(NeighbourReader.read(root.path("neighbours").path(1)))
                .isEqualTo(new NeighbourOptions("d", "x", "t", "d", 1000));
    }

    @Test
    void tellsHowMistakesAreMended() throws IOException {
        Path file = file("""
                application: tables
                successors:
                  - {name: a, from: [], every: 0s}
                neighbours:
                  - {neighbours: 1001}
                """);

        List<Mistake> mistakes = catchThrowableOfType(ConfigurationException.class, () -> AppsFile.read(file))
                .mistakes();

        assertThat(mistakes)
                .extracting(Mistake::path)
                .containsExactly(
                        "neighbours[0]", "neighbours[0].neighbours", "successors[0].every", "successors[0].from");
        assertThat(mistakes)
                .extracting(Mistake::mend)
                .contains("Write a number from 1 to 1000: how many neighbours each code has.");
    }

    private Path file(String text) throws IOException {
        Path file = folder.resolve("apps.yaml");
        Files.writeString(file, text);
        return file;
    }
}
