package io.tokenloom.cli.deadletters;

import io.tokenloom.cli.EndSignal;
import io.tokenloom.cli.ExitCode;
import io.tokenloom.cli.connection.Brokers;
import io.tokenloom.cli.connection.ConnectionOptions;
import io.tokenloom.cli.deadletters.ReplayReport.Mode;
import io.tokenloom.connection.Connections;
import io.tokenloom.reader.records.CommittedRecords;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tokenloom dead-letters replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Sends the source records of dead letters to their source topics again: key, value, headers, timestamp and"
                    + " partition as they were. Without --send it only says what it would send.",
            "",
            "Each source record is sent once, whatever is selected and however often the command is run or killed:"
                    + " transactions write tokens.replays.v1 beside the records. All who read the source topic read it"
                    + " again, also routes on which it did not fail, at its new offset. A record that has failed after"
                    + " three replays is not sent any more.",
            "Ends with status 0 if all that was selected is sent, now or before, with 1 if some can't be sent."
        })
public final class ReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private SelectionOptions options;

    @Option(names = "--send", description = "Send; without it nothing is sent.")
    private boolean send;

    @Option(names = "--again", description = "Send also what was sent before.")
    private boolean again;

    @Option(
            names = "--most",
            paramLabel = "N",
            description =
                    "Most replays of one record, after which it is not sent any more (default: ${DEFAULT-VALUE}).")
    private int most = 3;

    @Option(names = "--json", description = "One JSON object per line; the last one is the summary.")
    private boolean json;

    /** Picocli makes it. */
    public ReplayCommand() {}

    @Override
    public Integer call() {
        if (most < 1) {
            throw new ParameterException(spec.commandLine(), "--most is " + most + "; at least 1 is needed");
        }
        Selection selection = options.selection();
        Connections connections = connection.connections();
        try (EndSignal end = EndSignal.ofProcess();
                Brokers brokers = Brokers.connect(connections)) {
            return send ? sending(connections, brokers, selection, end) : dry(connections, brokers, selection, end);
        }
    }

    private int sending(Connections connections, Brokers brokers, Selection selection, EndSignal end) {
        brokers.ensure(List.of(Replays.TOPIC));
        try (ReplayWriter writer = ReplayWriter.start(connections)) {
            // What other runs had open has ended now, so that all they sent is seen.
            return run(new CommittedRecords(connections), brokers, writer, selection, Mode.SEND, end);
        }
    }

    private int dry(Connections connections, Brokers brokers, Selection selection, EndSignal end) {
        return run(new CommittedRecords(connections), brokers, ReplaySink.none(), selection, Mode.DRY_RUN, end);
    }

    private int run(
            CommittedRecords records, Brokers brokers, ReplaySink sink, Selection selection, Mode mode, EndSignal end) {
        LetterPrinter printer = json ? new JsonPrinter() : new TextPrinter();
        PrintWriter out = spec.commandLine().getOut();
        SourceTopics topics = new SourceTopics(records, brokers);
        Replays earlier = again ? Replays.none() : Replays.read(records);
        ReplayRun run = new ReplayRun(
                new LetterTopic(records, options.topic()),
                new ReplayPlan(records, topics, earlier, most),
                sink,
                topics,
                refused -> out.println(printer.refusal(refused)),
                Clock.systemUTC());
        ReplayReport report = run.over(selection, mode, () -> end.awaits(Duration.ZERO));
        out.println(printer.summary(report));
        out.flush();
        return report.complete() ? ExitCode.OK : ExitCode.FAILED;
    }
}
