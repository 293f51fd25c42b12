package io.tokenloom.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.cli.connection.StartNotes;
import io.tokenloom.configuration.ConnectionsFile;
import io.tokenloom.connection.Connections;
import io.tokenloom.jobs.routes.RoutesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformFilesTest {
    @TempDir
    private Path home;

    private PlatformFiles files;

    @BeforeEach
    void open() {
        files = new PlatformFiles(home);
    }

    @Test
    void writesConnectionsThatItsReadersUnderstand() {
        Connections connections = new Connections(
                Map.of("bootstrap.servers", "a:1", "sasl.jaas.config", "x \"y\": #z"),
                Map.of("schema.registry.url", "b"));
        StartNotes notes = new StartNotes(
                Optional.of(home.resolve("r.yaml")), Optional.of(home.resolve("c.yaml")), Optional.of("none"));

        files.writeConnections(connections, notes);

        Connections read = ConnectionsFile.read(files.connections());
        assertThat(read.kafka()).isEqualTo(connections.kafka());
        assertThat(read.schemaRegistry()).isEqualTo(connections.schemaRegistry());
        assertThat(files.notes()).isEqualTo(notes);
    }

    @Test
    void letsOnlyTheOwnerReadConnections() throws IOException {
        files.writeConnections(new Connections(Map.of("bootstrap.servers", "a:1"), Map.of()), files.notes());

        assertThat(Files.getPosixFilePermissions(files.connections()))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void writesUsualRoutesThatAreSound() {
        files.writeMissingRoutes();

        assertThat(RoutesFile.read(files.routes()).sourceTopics())
                .containsExactly(
                        "logs.raw.v1",
                        "media.frames.raw.v1",
                        "media.images.raw.v1",
                        "media.text.raw.v1",
                        "media.videos.raw.v1");
    }

    @Test
    void leavesTheTextTokenizersOfItsRoutesBesideTheConnections() {
        files.exportTokenizers(List.of("builtin:hat", "builtin:visual-reference", "/a/folder"));

        try (TextBundle written = TextBundle.open(home.resolve("tokenizers/hat").toString())) {
            assertThat(written.name()).isEqualTo("hat");
        }
        assertThat(home.resolve("tokenizers")).isDirectoryContaining("glob:**/hat");
        assertThat(home.resolve("tokenizers/visual-reference")).doesNotExist();
    }

    @Test
    void leavesRoutesThatAreThereAlone() throws IOException {
        Files.writeString(files.routes(), "mine");

        files.writeMissingRoutes();

        assertThat(files.routes()).hasContent("mine");
    }

    @Test
    void startsAgainWithTheRoutesOfTheLastStart() {
        Path mine = home.resolve("mine.yaml");
        assertThat(StartOptions.AS_BEFORE.resolve(files).routes()).isEqualTo(files.routes());

        files.writeConnections(
                new Connections(Map.of("bootstrap.servers", "a:1"), Map.of()),
                new StartNotes(Optional.of(mine), Optional.empty(), Optional.empty()));

        assertThat(StartOptions.AS_BEFORE.resolve(files).routes()).isEqualTo(mine);
    }
}
