package io.tokenloom.cli.check;

import picocli.CommandLine.Command;

/** {@code tokenloom routes}: what can be done with routes files. */
@Command(
        name = "routes",
        mixinStandardHelpOptions = true,
        description = "Looks after routes files.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = RoutesCheckCommand.class)
public final class RoutesCommand {
    /** Picocli makes it. */
    public RoutesCommand() {}
}
