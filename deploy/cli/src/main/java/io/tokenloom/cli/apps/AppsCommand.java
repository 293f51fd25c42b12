package io.tokenloom.cli.apps;

import picocli.CommandLine.Command;

/** {@code tokenloom apps}: what can be done with apps over tokens. */
@Command(
        name = "apps",
        mixinStandardHelpOptions = true,
        description = "Looks after the Kafka Streams apps over tokens.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {AppsCheckCommand.class, AppsEndCommand.class})
public final class AppsCommand {
    /** Picocli makes it. */
    public AppsCommand() {}
}
