package io.tokenloom.cli.platform;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option of every command that starts, asks or stops the platform. Mixed in by picocli; not thread-safe. */
public final class HomeOption {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Folder with the platform's data, logs and addresses (default: ${DEFAULT-VALUE}).",
            defaultValue = ".tokenloom")
    private Path home;

    /** Picocli makes it. */
    public HomeOption() {}

    /** The platform in that folder. */
    public Platform platform() {
        return new Platform(home.toAbsolutePath().normalize());
    }
}
