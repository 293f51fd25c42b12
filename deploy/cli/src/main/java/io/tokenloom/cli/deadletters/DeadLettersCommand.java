package io.tokenloom.cli.deadletters;

import picocli.CommandLine.Command;

/** {@code tokenloom dead-letters}. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        description = "Shows the records that could not be used, and sends them again once the cause is mended.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ListCommand.class, ReplayCommand.class})
public final class DeadLettersCommand {
    /** Picocli makes it. */
    public DeadLettersCommand() {}
}
