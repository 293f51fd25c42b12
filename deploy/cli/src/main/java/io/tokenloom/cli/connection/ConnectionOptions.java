package io.tokenloom.cli.connection;

import io.tokenloom.cli.CommandException;
import io.tokenloom.configuration.ConfigurationException;
import io.tokenloom.configuration.ConnectionsFile;
import io.tokenloom.connection.Connections;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that every command has which talks to Kafka. Mixed into commands by picocli; not thread-safe. */
public final class ConnectionOptions {
    /** Where a file is looked for that was not named: beside the user, then where {@code up} leaves it. */
    private static final List<Path> USUAL = List.of(Path.of("tokenloom.yaml"), Path.of(".tokenloom", "tokenloom.yaml"));

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Connections file: YAML with the maps kafka and schemaRegistry, passed through to the clients"
                    + " (default: ./tokenloom.yaml, then ./.tokenloom/tokenloom.yaml).")
    private Optional<Path> config = Optional.empty();

    /** Picocli makes it. */
    public ConnectionOptions() {}

    /**
     * The installation that the user means.
     *
     * @throws CommandException of a usage error if there is no file or it has mistakes
     */
    public Connections connections() {
        try {
            return ConnectionsFile.read(file());
        } catch (ConfigurationException e) {
            throw CommandException.usage(e.getMessage(), e);
        }
    }

    /**
     * The connections file that the user means.
     *
     * @throws CommandException of a usage error if there is none
     */
    public Path file() {
        return config.or(() -> USUAL.stream().filter(Files::exists).findFirst())
                .orElseThrow(() -> CommandException.usage("no connections file: neither " + USUAL.get(0) + " nor "
                        + USUAL.get(1) + " is here. Start the platform with \"tokenloom up\", or name a file with"
                        + " --config."));
    }
}
