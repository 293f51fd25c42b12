package io.tokenloom.cli.archive;

import picocli.CommandLine.Command;

/** {@code tokenloom archive}. */
@Command(
        name = "archive",
        mixinStandardHelpOptions = true,
        description = "Writes token topics to files that trainers load, each record once, and reads them.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            WriteCommand.class,
            VerifyCommand.class,
            ReadCommand.class,
            DecodeCommand.class,
            SearchCommand.class,
            CompactCommand.class
        })
public final class ArchiveCommand {
    /** Picocli makes it. */
    public ArchiveCommand() {}
}
