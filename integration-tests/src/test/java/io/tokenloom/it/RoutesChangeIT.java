package io.tokenloom.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.cli.connection.RegistryClients;
import io.tokenloom.cli.platform.StartOptions;
import io.tokenloom.reader.records.CommittedRecords;
import io.tokenloom.reader.records.TokenRecordReader;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.wire.SchemaSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Down, another routes file, up: what a person does who wants other routes. */
class RoutesChangeIT {
    private static final int LINES = 50;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void aRouteGoesOnWithAnotherTokenizerAfterItsNeighbourWasTakenOut() throws IOException {
        Path log = folder.resolve("app.log");
        Files.writeString(log, "before the change\n".repeat(LINES));
        RunningPlatform running = RunningPlatform.in(folder.resolve("platform"));
        Path routes = running.platform().routesFile(StartOptions.AS_BEFORE);
        Files.createDirectories(routes.getParent());
        Files.writeString(routes, """
                job: tokenize
                routes:
                  - name: text
                    from: {topic: media.text.raw.v1, format: avro}
                    tokenizer: builtin:o200k_base
                    to: tokens.text.v1
                  - name: logs
                    from: {topic: logs.raw.v1, format: lines}
                    tokenizer: builtin:o200k_base
                    to: tokens.text.v1
                """);
        try (running) {
            running.up();
            sendAndAccount(running, log);
            running.platform().stop();
            Files.writeString(routes, """
                    job: tokenize
                    routes:
                      - name: logs
                        from: {topic: logs.raw.v1, format: lines}
                        tokenizer: builtin:cl100k_base
                        to: tokens.text.v1
                    """);
            Files.writeString(log, "after the change\n".repeat(LINES), StandardOpenOption.APPEND);

            running.up();
            sendAndAccount(running, log);

            assertThat(fingerprints(running))
                    .hasSize(2 * LINES)
                    .containsOnly(fingerprint("builtin:o200k_base"), fingerprint("builtin:cl100k_base"))
                    .satisfies(all -> assertThat(all.stream().filter(fingerprint("builtin:cl100k_base")::equals))
                            .hasSize(LINES));
        }
    }

    private static void sendAndAccount(RunningPlatform running, Path log) {
        assertThat(running.run("ingest", log.toString())).isZero();
        assertThat(running.run("ledger", "--wait", "2min"))
                .as("ledger, see %s", running.output())
                .isZero();
    }

    private static List<String> fingerprints(RunningPlatform running) {
        List<String> found = new ArrayList<>();
        try (SchemaSource schemas = RegistryClients.connect(running.connections())) {
            TokenRecordReader tokens = new TokenRecordReader(schemas);
            CommittedRecords records = new CommittedRecords(running.connections());
            records.visit(records.ranges("tokens.text.v1"), read -> {
                TokenSequence made = tokens.read(read);
                found.add(HexFormat.of().formatHex(made.getTokenizer().bytes()));
            });
        }
        return found;
    }

    private static String fingerprint(String location) {
        try (TextBundle bundle = TextBundle.open(location)) {
            return bundle.fingerprint().shortHex();
        }
    }
}
