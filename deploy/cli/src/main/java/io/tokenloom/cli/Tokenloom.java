package io.tokenloom.cli;

import io.tokenloom.cli.apps.AppsCommand;
import io.tokenloom.cli.archive.ArchiveCommand;
import io.tokenloom.cli.bench.BenchCommand;
import io.tokenloom.cli.check.BundleCommand;
import io.tokenloom.cli.check.RoutesCommand;
import io.tokenloom.cli.deadletters.DeadLettersCommand;
import io.tokenloom.cli.decode.DecodeCommand;
import io.tokenloom.cli.demo.DemoCommand;
import io.tokenloom.cli.ingest.IngestCommand;
import io.tokenloom.cli.ledger.LedgerCommand;
import io.tokenloom.cli.platform.DownCommand;
import io.tokenloom.cli.platform.StatusCommand;
import io.tokenloom.cli.platform.UpCommand;
import io.tokenloom.cli.stats.StatsCommand;
import io.tokenloom.cli.text.TextCommand;
import io.tokenloom.cli.tokens.TokensCommand;
import java.io.PrintWriter;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Entry of the {@code tokenloom} command. Stateless; {@link #commandLine()} makes a fresh one for each run. */
@Command(
        name = "tokenloom",
        description = "Text, images and video in on Kafka topics, tokens that name their tokenizer out.",
        mixinStandardHelpOptions = true,
        version = "tokenloom 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "tokenloom help COMMAND tells more about one of them."},
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:all done",
            "1:some input failed or a check did not hold",
            "2:the command line or a configuration file is wrong",
            "3:Kafka or the schema registry can't be reached"
        },
        subcommands = {
            // One a line, in the order of the help.
            DemoCommand.class,
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            IngestCommand.class,
            TokensCommand.class,
            DecodeCommand.class,
            LedgerCommand.class,
            DeadLettersCommand.class,
            StatsCommand.class,
            ArchiveCommand.class,
            TextCommand.class,
            BundleCommand.class,
            RoutesCommand.class,
            AppsCommand.class,
            BenchCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Tokenloom implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Picocli makes it. */
    Tokenloom() {}

    /** Runs one command and ends the process with its exit status. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command with all its subcommands and the house's way of telling errors. */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Tokenloom());
        line.setExecutionExceptionHandler((exception, command, parsed) -> tell(exception, command));
        line.setParameterExceptionHandler((exception, arguments) -> tell(exception));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        return line;
    }

    /** Called when no subcommand is named. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int tell(Exception exception, CommandLine command) {
        PrintWriter out = command.getErr();
        OptionalInt known = ExitCode.of(exception);
        if (known.isPresent()) {
            out.println(command.getColorScheme().errorText("tokenloom: " + exception.getMessage()));
            return known.getAsInt();
        }
        // Not foreseen: the trace is what a bug report needs.
        exception.printStackTrace(out);
        return ExitCode.FAILED;
    }

    /** The mistake and what was perhaps meant, not the whole help. */
    private static int tell(ParameterException exception) {
        CommandLine command = exception.getCommandLine();
        PrintWriter out = command.getErr();
        out.println(command.getColorScheme().errorText("tokenloom: " + exception.getMessage()));
        UnmatchedArgumentException.printSuggestions(exception, out);
        out.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }
}
