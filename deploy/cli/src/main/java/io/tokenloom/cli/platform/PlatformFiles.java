package io.tokenloom.cli.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.tokenloom.bundle.BundleExport;
import io.tokenloom.bundle.TextBundle;
import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.connection.StartNotes;
import io.tokenloom.connection.Connections;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files in the home folder that are for people.
 *
 * @param home the home folder
 */
record PlatformFiles(Path home) {
    private static final String ROUTES = """
            # What becomes of which topic. Change it, then: tokenloom down, tokenloom up.
            # tokenloom routes check FILE tells what is wrong with a routes file.
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
              - name: images
                from: {topic: media.images.raw.v1, format: bytes, item: image}
                tokenizer: builtin:visual-reference
                to: tokens.visual.v1
              - name: videos
                from: {topic: media.videos.raw.v1, format: bytes, item: video}
                tokenizer: builtin:visual-reference
                to: tokens.visual.v1
                options: {quality: 24, framesPerSecond: 5}
              - name: frames
                from: {topic: media.frames.raw.v1, format: bytes, item: frame}
                tokenizer: builtin:visual-reference
                to: tokens.visual.v1
                options: {quality: 24}
            """;

    private static final String APPS = """
            # What becomes of tokens. Change it, then: tokenloom down, tokenloom up.
            # tokenloom apps check FILE tells what is wrong with an apps file.
            application: tokenloom
            assemble:
              - name: sequences
                from: [tokens.text.v1, tokens.visual.v1]
                to: tokens.packed.v1
                documents: {by: [correlation-id, stream-key, record-key, item-id], gap: 10s, grace: 5s}
                ids:
                  - {tokenizer: o200k_base, modality: text, offset: 0}
                  - {tokenizer: visual-reference, modality: visual, offset: 200064, begin: [200019], end: [200020]}
                documentEnd: [199999]
                pack: {length: 8192, delay: 10s}
            statistics:
              - {name: statistics, from: [tokens.text.v1, tokens.visual.v1]}
            """;

    private static final String CONNECTIONS_HEAD =
            "# Where the platform of this folder answers. Each \"tokenloom up\" writes it anew.\n";

    /** Where commands find the addresses. */
    Path connections() {
        return home.resolve("tokenloom.yaml");
    }

    /** The routes of a platform that was not given others. */
    Path routes() {
        return home.resolve("routes.yaml");
    }

    /** The apps of a platform that was not given others. */
    Path apps() {
        return home.resolve("apps.yaml");
    }

    /** What the last start noted. */
    StartNotes notes() {
        return StartNotes.read(connections());
    }

    /** The claim store of an installation that names no other; created where it is not there. */
    Path claims() {
        Path claims = home.resolve("claims");
        try {
            return Files.createDirectories(claims);
        } catch (IOException e) {
            throw CommandException.failed(
                    claims + " can't be created (" + e + "). Mend the rights of the folder, or use another --home.", e);
        }
    }

    /**
     * Writes the built-in text tokenizers of some locations to files, where readers that are not Java find them beside the
     * connections.
     */
    void exportTokenizers(Collection<String> locations) {
        for (String location : locations) {
            Path folder = home.resolve("tokenizers").resolve(location.substring(location.indexOf(':') + 1));
            if (TextBundle.BUILT_IN.contains(location) && !Files.exists(folder.resolve("bundle.yaml"))) {
                BundleExport.write(location, folder);
            }
        }
    }

    /** Writes where everything is. The settings may hold secrets: only the owner may read the file. */
    void writeConnections(Connections connections, StartNotes notes) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("kafka", new TreeMap<>(connections.kafka()));
        document.put("schemaRegistry", new TreeMap<>(connections.schemaRegistry()));
        if (!connections.claims().isEmpty()) {
            document.put("claims", new TreeMap<>(connections.claims()));
        }
        document.putAll(notes.entries());
        try {
            String yaml = YAMLMapper.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .build()
                    .writeValueAsString(document);
            write(connections(), CONNECTIONS_HEAD + yaml, "rw-------");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of texts are always YAML", e);
        }
    }

    /** Writes the usual routes, unless there are routes. */
    void writeMissingRoutes() {
        if (!Files.exists(routes())) {
            write(routes(), ROUTES, "rw-r--r--");
        }
    }

    /** Writes the usual apps, unless there are apps. */
    void writeMissingApps() {
        if (!Files.exists(apps())) {
            write(apps(), APPS, "rw-r--r--");
        }
    }

    /** As a whole or not at all: a job that restarts may be reading. */
    private void write(Path file, String content, String rights) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.createDirectories(home);
            Files.deleteIfExists(part);
            if (part.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights)));
            }
            Files.writeString(part, content);
            try {
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw CommandException.failed(
                    file + " can't be written (" + e + "). Mend the rights of the folder, or use another --home.", e);
        }
    }
}
