package io.tokenloom.cli;

import io.tokenloom.reader.ReaderException;
import java.util.OptionalInt;

/** What the command's exit status means, the same for every subcommand. */
public final class ExitCode {
    /** All done. */
    public static final int OK = 0;

    /** It ran, but some input failed or some check did not hold. */
    public static final int FAILED = 1;

    /** The command line or a configuration file is wrong; nothing was done. */
    public static final int USAGE = 2;

    /** Kafka or the schema registry can't be reached. */
    public static final int UNREACHABLE = 3;

    private ExitCode() {}

    /** What an exception that is for the person at the terminal means; empty for any other. */
    public static OptionalInt of(Throwable exception) {
        if (exception instanceof CommandException command) {
            return OptionalInt.of(command.exitCode());
        }
        if (exception instanceof ReaderException reading) {
            return OptionalInt.of(
                    switch (reading.kind()) {
                        case REQUEST -> USAGE;
                        case UNREACHABLE -> UNREACHABLE;
                        case FAILED -> FAILED;
                    });
        }
        return OptionalInt.empty();
    }

    /** Whether an exception says that Kafka or the schema registry can't be reached. */
    public static boolean isUnreachable(Throwable exception) {
        return of(exception).orElse(OK) == UNREACHABLE;
    }
}
