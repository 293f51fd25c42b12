package io.tokenloom.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.cli.ingest.PathIngest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplesTest {
    @TempDir
    private Path folder;

    @Test
    void unpacksEveryKindOfSample() throws IOException {
        Samples.unpack(folder);

        assertThat(folder.resolve("logs/broker.log")).isNotEmptyFile();
        assertThat(folder.resolve("prose/zhongwen.txt")).isNotEmptyFile();
        assertThat(folder.resolve("code/TokenBuffer.java")).isNotEmptyFile();
        assertThat(folder.resolve("pictures/cat.jpg")).isNotEmptyFile();
        assertThat(folder.resolve("pictures/meadow.mp4")).isNotEmptyFile();
        assertThat(folder.resolve("hostile/empty.txt")).isEmptyFile();
    }

    @Test
    void brokenPicturesGoAsPictures() throws IOException {
        Samples.unpack(folder);

        assertThat(PathIngest.of(folder.resolve("hostile")).sources())
                .filteredOn(VisualReplay::isOf)
                .extracting(source -> source.source() + " " + source.form())
                .containsExactly(
                        "hostile/broken.jpg IMAGE", "hostile/broken.mp4 VIDEO", "hostile/huge-inside.png IMAGE");
    }

    @Test
    void unpacksTheSameFilesAndTimesAgain() throws IOException {
        Samples.unpack(folder);
        Path broken = folder.resolve("prose/english.txt");
        byte[] whole = Files.readAllBytes(broken);
        Files.writeString(broken, "not the sample");

        Samples.unpack(folder);

        assertThat(broken).hasBinaryContent(whole);
        assertThat(files())
                .allSatisfy(file -> assertThat(Files.getLastModifiedTime(file).toInstant())
                        .isEqualTo(Instant.parse("2026-01-01T00:00:00Z")));
    }

    @Test
    void staysSmall() throws IOException {
        Samples.unpack(folder);

        long bytes = 0;
        for (Path file : files()) {
            bytes += Files.size(file);
        }
        assertThat(bytes).isBetween(1_000_000L, 8_000_000L);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }
}
