package io.tokenloom.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tokenloom.cli.CommandRun;
import io.tokenloom.cli.ExitCode;
import io.tokenloom.cli.visual.SmallVisualBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    @TempDir
    private Path folder;

    private Path brokenBundle;

    @BeforeEach
    void makeABrokenBundle() throws IOException {
        brokenBundle = Files.createDirectory(folder.resolve("broken"));
        Files.writeString(brokenBundle.resolve("bundle.yaml"), """
                name: x
                version: "1"
                kind: text
                engine: {format: tiktoken, file: a.tiktoken}
                files: [{path: b.tiktoken, sha256: "00"}]
                licence: MIT
                golden: [{text: a, ids: [1]}]
                """);
    }

    @Test
    void tellsWhatASoundBundleIs() {
        CommandRun run = CommandRun.of("bundle", "check", "builtin:o200k_base");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("is sound").contains("200,019 ids").containsPattern("fingerprint +[0-9a-f]{64}");
    }

    @Test
    void writesABundleForOtherPrograms() {
        String written = folder.resolve("written").toString();

        assertThat(CommandRun.of("bundle", "export", "builtin:hat", written).exitCode())
                .isZero();

        assertThat(CommandRun.of("bundle", "check", written).out()).contains("is sound");
        CommandRun again = CommandRun.of("bundle", "export", "builtin:hat", written);
        assertThat(again.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(again.err()).contains("is there already");
    }

    @Test
    void tellsWhatASoundVisualBundleIs() throws IOException {
        Path bundle = SmallVisualBundle.write(folder.resolve("visual"));

        CommandRun run = CommandRun.of("bundle", "check", "--json", bundle.toString());

        assertThat(run.exitCode()).isZero();
        JsonNode found = JsonMapper.builder().build().readTree(run.out());
        assertThat(found.path("sound").booleanValue()).isTrue();
        assertThat(found.path("modality").asText()).isEqualTo("visual");
        assertThat(found.path("vocabularySize").asInt()).isEqualTo(256);
        assertThat(found.path("lossless").booleanValue()).isFalse();
        assertThat(found.path("goldenItems").asInt()).isEqualTo(1);
        assertThat(CommandRun.of("bundle", "check", bundle.toString()).out())
                .contains("is sound")
                .contains("256 ids");
    }

    @Test
    void tellsThatTheModelOfAVisualBundleIsAnother() throws IOException {
        Path bundle = SmallVisualBundle.write(folder.resolve("visual"));
        Path manifest = bundle.resolve("bundle.yaml");
        Files.writeString(manifest, Files.readString(manifest).replace("count: 4", "count: 5"));

        CommandRun run = CommandRun.of("bundle", "check", bundle.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).contains("encoder output ids is");
    }

    @Test
    void tellsEveryMistakeOfABundle() throws IOException {
        CommandRun run = CommandRun.of("bundle", "check", "--json", brokenBundle.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        JsonNode found = JsonMapper.builder().build().readTree(run.out());
        assertThat(found.path("sound").booleanValue()).isFalse();
        assertThat(found.path("mistakes").toString())
                .contains("sha256")
                .contains("b.tiktoken is missing")
                .contains("engine.file")
                .contains("engine.pattern");
    }

    @Test
    void tellsABundleThatIsNotThereFromABrokenOne() {
        CommandRun run =
                CommandRun.of("bundle", "check", folder.resolve("absent").toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("is not a folder").contains("builtin:o200k_base");
    }

    @Test
    void showsSoundRoutesAsATable() throws IOException {
        Path file = routes("""
                routes:
                  - {name: logs, from: {topic: logs.raw.v1, format: lines}, tokenizer: builtin:o200k_base, to: tokens.v1}
                """);

        CommandRun run = CommandRun.of("routes", "check", file.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("Job \"tokenize\", exactly-once, a checkpoint each 1s.")
                .containsPattern("logs +logs.raw.v1 +lines +builtin:o200k_base +tokens.v1 +tokens.dlq.v1")
                .containsPattern("builtin:o200k_base +[0-9a-f]{16} +200,019 +yes");
    }

    @Test
    void tellsTheMistakesOfTheFileAndOfItsBundlesTogether() throws IOException {
        Path file = routes("""
                routes:
                  - {name: a, from: {topic: logs.raw.v1, format: avr}, tokenizer: broken, to: tokens.v1}
                  - {name: a, from: {topic: text.v1, format: bytes}, tokenizer: builtin:o201k, to: tokens.v1}
                """);

        CommandRun run = CommandRun.of("routes", "check", file.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out())
                .contains("routes[0].from.format: \"avr\" is not allowed")
                .contains("routes[1].name: \"a\" is the name of routes[0] too")
                .contains("routes[0].tokenizer: bundle " + brokenBundle)
                .contains("b.tiktoken is missing")
                .contains("routes[1].tokenizer: bundle builtin:o201k");
    }

    @Test
    void givesMistakesToProgramsInParts() throws IOException {
        Path file = routes("routes: [");

        CommandRun run = CommandRun.of("routes", "check", "--json", file.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        JsonNode mistake = JsonMapper.builder().build().readTree(run.out()).at("/mistakes/0");
        assertThat(mistake.path("problem").asText()).contains("is not valid YAML");
    }

    private Path routes(String content) throws IOException {
        return Files.writeString(folder.resolve("routes.yaml"), content);
    }
}
