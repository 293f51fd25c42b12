package io.tokenloom.cli;

/** Ends a command with an exit status and one message for the person at the terminal: what, why, and the mend. */
public final class CommandException extends RuntimeException {
    private final int exitCode;

    private CommandException(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** The command line or a configuration file is wrong. */
    public static CommandException usage(String message) {
        return new CommandException(ExitCode.USAGE, message, null);
    }

    /** The command line or a configuration file is wrong, as the cause found out. */
    public static CommandException usage(String message, Throwable cause) {
        return new CommandException(ExitCode.USAGE, message, cause);
    }

    /** Some input failed in a way that ends the command. */
    public static CommandException failed(String message) {
        return new CommandException(ExitCode.FAILED, message, null);
    }

    /** Some input failed in a way that ends the command. */
    public static CommandException failed(String message, Throwable cause) {
        return new CommandException(ExitCode.FAILED, message, cause);
    }

    /** Kafka or the registry does not answer. */
    public static CommandException unreachable(String message, Throwable cause) {
        return new CommandException(ExitCode.UNREACHABLE, message, cause);
    }

    /** One of {@link ExitCode}. */
    public int exitCode() {
        return exitCode;
    }
}
