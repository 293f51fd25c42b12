package io.tokenloom.cli.bench.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillInputTest {
    @TempDir
    private Path folder;

    @Test
    void aSeedAlwaysGivesTheSameFilesAndTimes() throws IOException {
        KillInput input = new KillInput(3, 2, 300, 2, 3);
        input.write(folder.resolve("first"));
        input.write(folder.resolve("second"));

        assertThat(contents(folder.resolve("second")))
                .hasSize(2 + 2 + 4 + 2 * (3 + 1))
                .containsExactlyInAnyOrderEntriesOf(contents(folder.resolve("first")));
    }

    @Test
    void anotherSeedGivesOtherFiles() throws IOException {
        new KillInput(3, 1, 300, 1, 2).write(folder.resolve("first"));
        new KillInput(4, 1, 300, 1, 2).write(folder.resolve("second"));

        assertThat(Files.mismatch(
                        folder.resolve("first").resolve("logs").resolve("app-00.log"),
                        folder.resolve("second").resolve("logs").resolve("app-00.log")))
                .isNotEqualTo(-1);
    }

    private static Map<String, String> contents(Path root) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                FileTime modified = Files.getLastModifiedTime(file);
                contents.put(
                        root.relativize(file).toString(), modified + " " + Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return contents;
    }
}
