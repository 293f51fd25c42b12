package io.tokenloom.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tokenloom.cli.bench.kill.CommandProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** {@code tokenloom demo}, twice. */
class DemoIT {
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void showsTheWholeWayAndASecondRunSendsOnlyWhatIsNew() throws IOException {
        write("app.log", "first line\nsecond line\r\nbroken \u00ff line\nlast");
        write("notes/a.txt", "Tokens that decode to the byte.\n");
        write("notes/empty.txt", "");

        JsonNode first = demo("first");

        assertThat(first.path("ledger")).isEqualTo(JSON.readTree("""
                {"sources": 6, "tokenized": 4, "deadLettered": 2, "skipped": 0, "missing": 0, "duplicated": 0,
                 "unknown": 0}
                """));
        assertThat(first.path("text").path("exact").asBoolean()).isTrue();
        assertThat(first.path("items").size()).isPositive();
        assertThat(Files.readString(folder.resolve("first").resolve("index.html")))
                .contains("app.log", "second", "EMPTY", "TEXT_ENCODING");

        write("notes/b.txt", "One more.\n");

        JsonNode second = demo("second");

        assertThat(second.path("ledger").path("sources").asLong()).isEqualTo(7);
        assertThat(second.path("ledger").path("tokenized").asLong()).isEqualTo(5);
        assertThat(second.path("ledger").path("duplicated").asLong()).isZero();
        assertThat(second.path("text").path("exact").asBoolean()).isTrue();
    }

    private JsonNode demo(String report) throws IOException {
        CommandProgram program = Assembled.program();
        Path output = folder.resolve("output.txt");
        int status = program.run(
                output,
                LIMIT,
                List.of(
                        "demo",
                        "--home",
                        folder.resolve("home").toString(),
                        "--input",
                        folder.resolve("input").toString(),
                        "--report",
                        folder.resolve(report).toString()));
        assertThat(status).as("exit status of demo, see %s", output).isZero();
        return JSON.readTree(folder.resolve(report).resolve("summary.json").toFile());
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve("input").resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content.getBytes(StandardCharsets.ISO_8859_1));
    }
}
