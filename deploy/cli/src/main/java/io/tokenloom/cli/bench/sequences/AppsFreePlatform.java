package io.tokenloom.cli.bench.sequences;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.bench.kill.CommandProgram;
import io.tokenloom.cli.platform.Platform;
import io.tokenloom.cli.platform.StartOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A platform with the usual routes and no apps: those of a benchmark run beside it. */
final class AppsFreePlatform {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private AppsFreePlatform() {}

    /** Starts one in a folder and waits until it is healthy. */
    static Platform start(CommandProgram program, Path folder) {
        Platform platform = new Platform(folder.resolve("home"));
        Path output = folder.resolve("commands.txt");
        int status = program.run(
                output, LIMIT, List.of("up", "--home", platform.home().toString(), "--apps", StartOptions.NO_APPS));
        if (status != 0) {
            throw CommandException.failed("up ended with status " + status + "; see " + output);
        }
        return platform;
    }
}
