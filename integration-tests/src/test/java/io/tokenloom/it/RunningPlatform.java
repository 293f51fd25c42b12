package io.tokenloom.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.cli.bench.kill.CommandProgram;
import io.tokenloom.cli.platform.Platform;
import io.tokenloom.cli.platform.StartOptions;
import io.tokenloom.configuration.ConnectionsFile;
import io.tokenloom.connection.Connections;
import io.tokenloom.jobs.routes.Routes;
import io.tokenloom.jobs.routes.RoutesFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A platform in a fresh home, started and used with the real command. Not thread-safe; closing it stops it. */
final class RunningPlatform implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private final CommandProgram program;
    private final Path folder;
    private final Platform platform;

    private RunningPlatform(CommandProgram program, Path folder) {
        this.program = program;
        this.folder = folder;
        this.platform = new Platform(folder.resolve("home"));
    }

    /** Starts one in an empty folder. */
    static RunningPlatform start(Path folder) throws IOException {
        RunningPlatform running = in(folder);
        running.up();
        return running;
    }

    /** One that is not started yet. */
    static RunningPlatform in(Path folder) throws IOException {
        return new RunningPlatform(Assembled.program(), folder);
    }

    /** Starts it without apps, or again after it was stopped. */
    void up() {
        assertThat(program.run(
                        output(),
                        LIMIT,
                        List.of("up", "--home", platform.home().toString(), "--apps", StartOptions.NO_APPS)))
                .as("exit status of up, see %s", output())
                .isZero();
    }

    /** The folder that its home lies in. */
    Path folder() {
        return folder;
    }

    Platform platform() {
        return platform;
    }

    Connections connections() {
        return ConnectionsFile.read(platform.connectionsFile());
    }

    Routes routes() {
        return RoutesFile.read(platform.routesFile(StartOptions.AS_BEFORE));
    }

    /** Runs a command that talks to this platform, and returns its exit status. */
    int run(String... arguments) {
        return await(begin(arguments));
    }

    /** The exit status of a command that was begun. */
    int await(Process command) {
        return CommandProgram.await(command, output(), LIMIT);
    }

    /** The same without waiting for its end. */
    Process begin(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", platform.connectionsFile().toString()));
        return program.start(output(), all);
    }

    /** Where all commands print to. */
    Path output() {
        return folder.resolve("commands.txt");
    }

    @Override
    public void close() {
        platform.stop();
    }
}
