package io.tokenloom.cli;

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
}
