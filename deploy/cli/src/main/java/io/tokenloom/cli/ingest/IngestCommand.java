package io.tokenloom.cli.ingest;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.connection.Brokers;
import io.tokenloom.cli.connection.ConnectionOptions;
import io.tokenloom.jobs.routes.Connections;
import io.tokenloom.wire.SchemaSource;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tokenloom ingest}. */
@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        description = {
            "Sends files, folders and standard input to source topics, each exactly once.",
            "",
            "Repeat the same command after it was killed: it goes on where the last committed transaction ended. A file"
                    + " that was sent to its end and has not changed is left alone; one that has grown goes on there.",
            "A source is known by its path from the parent of PATH on, so run it with the same PATH from anywhere."
        })
public final class IngestCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connectionOptions;

    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description = "File, folder (with all below it), or - for standard" + " input.")
    private List<String> paths;

    @Option(
            names = "--topic",
            paramLabel = "T",
            description = "Topic (default: media.text.raw.v1 for texts, logs.raw.v1 for lines).")
    private Optional<String> topic = Optional.empty();

    @Option(
            names = "--as",
            paramLabel = "FORM",
            description = "text: each file one item; lines: each line one item, with its line ending (default: lines"
                    + " for .log .jsonl .ndjson .csv .tsv and standard input, text for all else).")
    private Optional<SourceForm> form = Optional.empty();

    @Option(
            names = "--again",
            description = "Send what was sent to its end before once more, under the same item ids. What a killed run"
                    + " left unfinished still goes on where it ended.")
    private boolean again;

    @Option(names = "--json", description = "Print the report as JSON.")
    private boolean json;

    /** Picocli makes it. */
    public IngestCommand() {}

    @Override
    public Integer call() {
        Connections connections = connectionOptions.connections();
        SourceScan scan = SourceScan.of(paths, IngestPlan.form(topic, form), System.in);
        IngestPlan plan = IngestPlan.of(topic, scan.files());
        checkRegistry(connections, scan.files());
        IngestReport report = new IngestReport();
        scan.unreadable().forEach((path, reason) -> note(report, SourceOutcome.failed(path, "", reason)));
        if (!scan.files().isEmpty()) {
            try (Brokers brokers = Brokers.connect(connections)) {
                send(connections, brokers, plan, scan.files(), report);
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? report.json() : report.summary());
        out.flush();
        return report.exitCode();
    }

    private void send(
            Connections connections, Brokers brokers, IngestPlan plan, List<SourceFile> files, IngestReport report) {
        Repetition repetition = again ? Repetition.AGAIN : Repetition.SKIP;
        Optional<TerminalMeter> bar =
                System.console() == null ? Optional.empty() : Optional.of(TerminalMeter.over(files, System.err));
        try (IngestRun run = new IngestRun(
                connections,
                brokers,
                plan,
                () -> SchemaSource.connect(connections.schemaRegistry()),
                repetition,
                bar.<Meter>map(meter -> meter).orElse(Meter.SILENT),
                this::tell)) {
            run.send(files, outcome -> note(report, outcome));
        } finally {
            bar.ifPresent(TerminalMeter::close);
        }
    }

    private void note(IngestReport report, SourceOutcome outcome) {
        report.add(outcome);
        tell(IngestReport.line(outcome));
    }

    private void tell(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }

    private static void checkRegistry(Connections connections, List<SourceFile> files) {
        boolean texts = files.stream().anyMatch(file -> file.form() == SourceForm.TEXT);
        if (texts && !connections.schemaRegistry().containsKey(SchemaSource.URL_SETTING)) {
            throw CommandException.usage("texts are Avro records and need a schema registry: add schemaRegistry: {"
                    + SchemaSource.URL_SETTING + ": ...} to the connections file, or send --as lines");
        }
    }
}
