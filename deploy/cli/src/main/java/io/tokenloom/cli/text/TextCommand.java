package io.tokenloom.cli.text;

import picocli.CommandLine.Command;

/** {@code tokenloom text}: what can be done with a tokenizer and a text alone. */
@Command(
        name = "text",
        mixinStandardHelpOptions = true,
        description = "Turns text into token ids and back, and counts tokens; needs no platform.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {EncodeCommand.class, DecodeCommand.class, CountCommand.class})
public final class TextCommand {
    /** Picocli makes it. */
    public TextCommand() {}
}
