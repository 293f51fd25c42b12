package io.tokenloom.cli.check;

import picocli.CommandLine.Command;

/** {@code tokenloom bundle}: what can be done with tokenizer bundles. */
@Command(
        name = "bundle",
        mixinStandardHelpOptions = true,
        description = "Looks after tokenizer bundles.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {BundleCheckCommand.class, BundleExportCommand.class})
public final class BundleCommand {
    /** Picocli makes it. */
    public BundleCommand() {}
}
