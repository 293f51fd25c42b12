package io.tokenloom.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tokenloom.cli.CommandRun;
import io.tokenloom.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformCommandTest {
    @TempDir
    private Path folder;

    @Test
    void tellsThatNothingRunsWhereNothingEverRan() throws IOException {
        CommandRun run = command("status", "--json");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        JsonNode status = JsonMapper.builder().build().readTree(run.out());
        assertThat(status.path("state").asText()).isEqualTo("stopped");
        assertThat(status.path("parts")).isEmpty();
        assertThat(home()).doesNotExist();
    }

    @Test
    void stopsWhatDoesNotRunWithoutComplaint() {
        CommandRun run = command("down");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Nothing was running");
    }

    @Test
    void startsNothingWithMistakesInTheRoutes() throws IOException {
        Path routes = Files.writeString(folder.resolve("routes.yaml"), """
                routes:
                  - {name: a, from: {topic: a.v1, format: line}, tokenizer: builtin:none, to: b.v1}
                """);

        CommandRun run = command("up", "--routes", routes.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("\"line\" is not allowed").contains("bundle builtin:none");
        assertThat(home()).doesNotExist();
    }

    @Test
    void tellsTheMistakesOfConnectionsAndRoutesTogether() throws IOException {
        Path routes = Files.writeString(folder.resolve("routes.yaml"), "routes: []");
        Path connections = Files.writeString(folder.resolve("connections.yaml"), "kafka: {acks: all}");

        CommandRun run = command("up", "--routes", routes.toString(), "--config", connections.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("routes.yaml has 1 mistake").contains("\"bootstrap.servers\" is missing");
    }

    @Test
    void refusesItsOwnConnectionsAsThoseOfServicesElsewhere() throws IOException {
        Files.createDirectories(home());
        Path own = Files.writeString(home().resolve("tokenloom.yaml"), "kafka: {bootstrap.servers: \"a:1\"}");

        CommandRun run = command("up", "--config", own.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("is written by each start");
    }

    @Test
    void startsNothingWithoutTheProgramsOfThePlatform() {
        CommandRun run = command("up");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("Start with the script ./tokenloom");
        assertThat(home().resolve("routes.yaml")).content().contains("builtin:o200k_base");
    }

    @Test
    void refusesNoSlots() {
        CommandRun run = command("up", "--slots", "0");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--slots is 0; at least 1 is needed");
    }

    private CommandRun command(String name, String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = name;
        arguments[1] = "--home";
        arguments[2] = home().toString();
        System.arraycopy(options, 0, arguments, 3, options.length);
        return CommandRun.of(arguments);
    }

    private Path home() {
        return folder.resolve("home");
    }
}
