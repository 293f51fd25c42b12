package io.tokenloom.cli.connection;

import io.tokenloom.cli.CommandException;
import io.tokenloom.configuration.ConfigurationException;
import io.tokenloom.jobs.routes.Routes;
import io.tokenloom.jobs.routes.RoutesFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that needs Kafka and the routes. Mixed into commands by picocli; not thread-safe. */
public final class RoutesOptions {
    private static final String USUAL = "routes.yaml";

    @Mixin
    private ConnectionOptions connectionOptions;

    @Option(
            names = "--routes",
            paramLabel = "FILE",
            description =
                    "Routes file (default: the one that the platform was started with, else routes.yaml beside the"
                            + " connections file).")
    private Optional<Path> routes = Optional.empty();

    /** Picocli makes it. */
    public RoutesOptions() {}

    /** Where Kafka and the registry are. */
    public ConnectionOptions connection() {
        return connectionOptions;
    }

    /**
     * The routes that the user means.
     *
     * @throws CommandException of a usage error if there is no file or it has mistakes
     */
    public Routes routes() {
        return read(routes.orElseGet(this::usual));
    }

    /**
     * The routes, for a command that can do without: nothing if no file was named and there is none.
     *
     * @throws CommandException of a usage error if the file has mistakes, or was named and is not there
     */
    public Optional<Routes> routesIfThere() {
        return routes.or(() -> Optional.of(usual()).filter(Files::exists)).map(RoutesOptions::read);
    }

    private Path usual() {
        Path connections = connectionOptions.file().toAbsolutePath();
        return StartNotes.read(connections).routes().orElseGet(() -> connections.resolveSibling(USUAL));
    }

    private static Routes read(Path file) {
        try {
            return RoutesFile.read(file);
        } catch (ConfigurationException e) {
            throw CommandException.usage(e.getMessage(), e);
        }
    }
}
