package io.tokenloom.cli.platform;

import io.tokenloom.cli.CommandException;
import io.tokenloom.standalone.StandaloneAddresses;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

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
            """;

    private static final String CONNECTIONS = """
            # Where the platform in this folder answers. Written by each "tokenloom up"; do not change it here.
            kafka:
              bootstrap.servers: "%s"
            schemaRegistry:
              schema.registry.url: "%s"
            """;

    /** Where commands find the addresses. */
    Path connections() {
        return home.resolve("tokenloom.yaml");
    }

    /** The routes of a platform that was not given others. */
    Path routes() {
        return home.resolve("routes.yaml");
    }

    /** Writes the addresses. */
    void writeConnections(StandaloneAddresses addresses) {
        write(connections(), CONNECTIONS.formatted(addresses.bootstrap(), addresses.registryUrl()));
    }

    /** Writes the usual routes, unless there are routes. */
    void writeMissingRoutes() {
        if (!Files.exists(routes())) {
            write(routes(), ROUTES);
        }
    }

    /** As a whole or not at all: a job that restarts may be reading. */
    private void write(Path file, String content) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.createDirectories(home);
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
