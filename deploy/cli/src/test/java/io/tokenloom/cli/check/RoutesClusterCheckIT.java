package io.tokenloom.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.cli.CommandRun;
import io.tokenloom.cli.ExitCode;
import io.tokenloom.cli.broker.TestBroker;
import io.tokenloom.cli.broker.WithBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithBroker
class RoutesClusterCheckIT {
    private static final String ROUTES = """
            routes:
              - name: logs
                from: {topic: check.absent.source, format: lines}
                tokenizer: builtin:o200k_base
                to: check.absent.tokens
                deadLetters: check.absent.dlq
            """;

    @TempDir
    private Path folder;

    @Test
    void tellsWhatTheClusterLacks(TestBroker broker) throws IOException {
        CommandRun run = check(broker.bootstrapServers());

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out())
                .contains("\"check.absent.source\" does not exist")
                .contains("\"check.absent.tokens\" does not exist")
                .contains("\"check.absent.dlq\" does not exist");
    }

    private CommandRun check(String bootstrapServers) throws IOException {
        Path routes = Files.writeString(folder.resolve("routes.yaml"), ROUTES);
        Path connections = Files.writeString(
                folder.resolve("tokenloom.yaml"), "kafka: {bootstrap.servers: \"" + bootstrapServers + "\"}");
        return CommandRun.of("routes", "check", "--cluster", "--config", connections.toString(), routes.toString());
    }
}
