package io.tokenloom.cli.ingest;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.EndSignal;
import io.tokenloom.cli.connection.Brokers;
import io.tokenloom.cli.connection.ConnectionOptions;
import io.tokenloom.connection.Connections;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.media.video.LiveVideo;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.topics.TopicSpec;
import io.tokenloom.wire.SchemaSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
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
            "A source is known by its path from the parent of PATH on, so run it with the same PATH from anywhere. The files of"
                    + " a folder called NAME.document are items of one document, which apps put together.",
            "",
            "With --follow, lines are committed within about a second. A log that is renamed or copied and truncated"
                    + " (app.log.1, app.log-20260131, app-2026-01-31.log beside app.log) is sent to its end before the"
                    + " new one starts, also when that happened while nothing followed it. A last line without ending"
                    + " waits until it is complete; it is sent as it is when its log is rotated, and kept for the next"
                    + " run on Ctrl-C. In folders, logs are files that go by line; compressed ones, and ones that were"
                    + " rotated before they were first followed, are left alone."
        })
public final class IngestCommand implements Callable<Integer> {
    /** A second or two of a camera. */
    private static final int FRAMES_WAITING = 32;

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
            description = "Topic (default: media.text.raw.v1 for texts, logs.raw.v1 for lines, media.images.raw.v1,"
                    + " media.videos.raw.v1, media.frames.raw.v1).")
    private Optional<String> topic = Optional.empty();

    @Option(
            names = "--as",
            paramLabel = "FORM",
            description = "text: each file one item; lines: each line one item, with its line ending; image; video;"
                    + " frames: the pictures of a folder are one stream, in the order of their names (default: image"
                    + " and video by content, frames in folders called NAME.frames, lines for .log .jsonl .ndjson .csv .tsv and standard input, text for all"
                    + " else).")
    private Optional<SourceForm> form = Optional.empty();

    @Option(
            names = "--follow",
            description = "Go on with what is appended to logs and with new logs in folders, until Ctrl-C. See above.")
    private boolean follow;

    @Option(
            names = "--live",
            description =
                    "PATH is one live source: an address (rtsp, rtsps, http, https, tcp, udp, rtp) or a video file,"
                            + " which plays at its own speed. Its frames go to media.frames.raw.v1 as JPEG until it ends or"
                            + " Ctrl-C.")
    private boolean live;

    @Option(
            names = "--overload",
            paramLabel = "POLICY",
            description =
                    "With --live, when frames come faster than they can be sent: wait, or drop them, each declared"
                            + " as a skip that the ledger counts (default: ${DEFAULT-VALUE}).",
            defaultValue = "wait")
    private Overload overload;

    @Option(
            names = "--fps",
            paramLabel = "N",
            description = "With --live, most frames per second (default: ${DEFAULT-VALUE}).",
            defaultValue = "5")
    private double framesPerSecond;

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
        if (live) {
            return live(connections);
        }
        return follow ? follow(connections) : send(connections);
    }

    private int live(Connections connections) {
        if (follow
                || again
                || paths.size() != 1
                || form.filter(asked -> asked != SourceForm.FRAMES).isPresent()) {
            throw CommandException.usage(
                    "--live takes one source, as frames: leave out --follow, --again and other PATHs and forms");
        }
        if (!(framesPerSecond > 0)) {
            throw CommandException.usage("--fps is more than 0");
        }
        String source = paths.get(0);
        if (!source.contains("://") && !Files.isRegularFile(Path.of(source))) {
            throw CommandException.usage(source + ": there is no such file, and it is no address");
        }
        TopicSpec frames = TopicCatalogue.named(topic.orElse(TopicCatalogue.FRAMES.name()), TopicCatalogue.FRAMES);
        IngestReport report = new IngestReport();
        String stream = LiveIngest.streamKey(source);
        try (EndSignal end = EndSignal.ofProcess();
                Brokers brokers = Brokers.connect(connections)) {
            brokers.ensure(List.of(Progress.TOPIC, frames));
            try (IngestSession session = IngestSession.start(connections, brokers, frames.name(), stream, this::tell);
                    LiveVideo video = LiveVideo.open(source, framesPerSecond)) {
                note(
                        report,
                        new LiveIngest(session, stream, Clock.systemUTC(), Meter.SILENT)
                                .run(video, new FrameQueue(FRAMES_WAITING, overload), end));
            } catch (IOException | TransactionalWriter.RefusedException | TokenizationException e) {
                note(report, SourceOutcome.failed(stream, frames.name(), e.getMessage()));
            } catch (IllegalArgumentException e) {
                throw CommandException.usage(e.getMessage(), e);
            }
        }
        print(report);
        return report.exitCode();
    }

    private int follow(Connections connections) {
        if (again) {
            throw CommandException.usage("--again sends files once more, --follow what is new: leave out one");
        }
        FollowTargets targets = FollowTargets.of(paths, IngestPlan.form(topic, form));
        IngestReport report = new IngestReport();
        try (EndSignal end = EndSignal.ofProcess()) {
            Optional<TerminalMeter> bar =
                    System.console() == null ? Optional.empty() : Optional.of(TerminalMeter.counting(System.err));
            FollowLoop loop = new FollowLoop(
                    connections,
                    IngestPlan.of(topic, List.of()),
                    targets,
                    bar.<Meter>map(meter -> meter).orElse(Meter.SILENT),
                    this::tell);
            try {
                loop.run(end);
            } finally {
                bar.ifPresent(TerminalMeter::close);
                loop.tally().reportTo(report);
                report.lines().forEach(this::tell);
                print(report);
            }
        }
        return report.exitCode();
    }

    private int send(Connections connections) {
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
        print(report);
        return report.exitCode();
    }

    private void print(IngestReport report) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? report.json() : report.summary());
        out.flush();
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
