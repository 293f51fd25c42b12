package io.tokenloom.cli.bench.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.bench.Figure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ArchiveBenchmarkTest {
    @TempDir
    Path folder;

    @Test
    void measuresEachTextByEachMethod() throws Exception {
        Files.writeString(folder.resolve("a.log"), log(4_000));
        Files.write(folder.resolve("picture"), new byte[] {(byte) 0xFF, 0, 1});
        ArchiveBenchmark benchmark = new ArchiveBenchmark();
        new CommandLine(benchmark).parseArgs("--logs", folder.toString(), "--seconds", "0");
        List<String> told = new ArrayList<>();

        List<Figure> figures = benchmark.run(told::add);

        assertThat(benchmark.goals())
                .allSatisfy(goal -> assertThat(goal.judge(figures)).isNotNull());
        Map<String, Double> values = figures.stream().collect(Collectors.toMap(Figure::name, Figure::value));
        assertThat(values.get("a.log, compact, size")).isLessThan(values.get("a.log, zstd -19, size"));
        assertThat(values.get("a.log, zstd -19, size")).isLessThan(values.get("a.log, zstd -3, size"));
        assertThat(values.get("a.log, compact size as a part of zstd -19's"))
                .isEqualTo(values.get("a.log, compact, size") / values.get("a.log, zstd -19, size"));
        assertThat(values)
                .containsKeys(
                        "a.log, gzip -9, writing",
                        "a.log, xz -9, reading",
                        "a.log, compact, from text, reading",
                        "a.log, second half, zstd -19 in pieces with a dictionary, size",
                        "all logs, one compact file, size");
        assertThat(told).anyMatch(line -> line.contains("picture is small or not UTF-8 and is left out"));
        assertThat(told).anyMatch(line -> line.contains("LogShrink"));
    }

    @Test
    void saysThatThereIsNothingToMeasure() {
        assertThatThrownBy(() -> MeasuredText.ofFolder(folder, true, notice -> {}))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("has no text in it");
        assertThatThrownBy(() -> MeasuredText.ofFolder(folder.resolve("none"), true, notice -> {}))
                .hasMessageContaining("none is not a folder");
    }

    @Test
    void cutsPiecesBehindLines() {
        SmallPieces pieces = new SmallPieces(log(4_000).getBytes(StandardCharsets.UTF_8));

        assertThat(new String(pieces.secondHalf(), StandardCharsets.UTF_8)).startsWith("request ");
        assertThat(pieces.withDictionary()).isLessThan(pieces.withoutDictionary());
    }

    private static String log(int lines) {
        Random random = new Random(4);
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            log.append("request ")
                    .append(i)
                    .append(" of client ")
                    .append(random.nextInt(90))
                    .append(" at node ");
            log.append(random.nextInt(5))
                    .append(" took ")
                    .append(random.nextInt(4000))
                    .append(" ms\n");
        }
        return log.toString();
    }
}
