package io.tokenloom.cli.bench.sequences;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.bench.Benchmark;
import io.tokenloom.cli.bench.Figure;
import io.tokenloom.cli.bench.Goal;
import io.tokenloom.cli.bench.kill.CommandProgram;
import io.tokenloom.cli.bench.race.Samples;
import io.tokenloom.cli.connection.Brokers;
import io.tokenloom.cli.platform.Platform;
import io.tokenloom.configuration.ConnectionsFile;
import io.tokenloom.connection.Connections;
import io.tokenloom.reader.records.CommittedRecords;
import io.tokenloom.reader.records.OffsetRange;
import io.tokenloom.token.TokenRecord;
import io.tokenloom.token.TokenValueReader;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.wire.SchemaSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** {@code tokenloom bench streams}: apps against one that copies the same records with the same settings. */
public final class StreamsBenchmark implements Benchmark {
    private static final String OTHER = "sequences that are not those of the first round";
    private static final double WANTED_RATIO = 0.7;
    private static final int DOCUMENTS = 80;
    private static final long SEED = 8;

    @Option(
            names = "--times",
            paramLabel = "N",
            description = "How often the token records of " + DOCUMENTS
                    + " documents are repeated, each time as others (default: ${DEFAULT-VALUE}).",
            defaultValue = "300")
    private int times;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often all take turns; the first is not counted (default: ${DEFAULT-VALUE}).",
            defaultValue = "4")
    private int rounds;

    private PackedOutput first;
    private int otherSequences;

    /** For the list of benchmarks. */
    public StreamsBenchmark() {}

    @Override
    public String name() {
        return "streams";
    }

    @Override
    public String description() {
        return "Puts documents together and packs them, measures tokens, and copies them: rates.";
    }

    @Override
    public List<Goal> goals() {
        return List.of(Goal.atLeast(ratio(AppsLane.ASSEMBLE), WANTED_RATIO), Goal.atMost(OTHER, 0));
    }

    private static String ratio(AppsLane lane) {
        return lane.title() + " / " + AppsLane.PASS_THROUGH.title();
    }

    @Override
    public List<Figure> run(Consumer<String> progress) throws IOException, InterruptedException {
        if (rounds < 2 || times < 1) {
            throw CommandException.usage("--rounds is at least 2, for the first is not counted; --times at least 1");
        }
        Path folder = Files.createTempDirectory("tokenloom-bench-streams-");
        CommandProgram program = CommandProgram.ofThisProcess();
        Platform platform = AppsFreePlatform.start(program, folder);
        Connections connections = ConnectionsFile.read(platform.connectionsFile());
        try (SchemaSource schemas = SchemaSource.connect(connections.schemaRegistry())) {
            progress.accept("tokens of " + DOCUMENTS + " documents, " + times + " times");
            new TokenizedDocuments(platform, schemas)
                    .write(program, folder, new DocumentFolders(SEED, DOCUMENTS), times);
            Input input = Input.of(connections, schemas);
            progress.accept(String.format(Locale.ROOT, "%,d records of %,d tokens", input.records(), input.tokens()));
            Samples samples = new Samples();
            for (int round = 0; round < rounds; round++) {
                Map<AppsLane, AppsLaneRun.Taken> taken = new EnumMap<>(AppsLane.class);
                for (AppsLane lane : AppsLane.values()) {
                    taken.put(lane, lap(lane, round, platform, schemas, folder, input));
                    progress.accept(String.format(
                            Locale.ROOT,
                            "round %d, %s: %,.0f records/s, %.1f us of a processor each%s",
                            round,
                            lane.title(),
                            taken.get(lane).recordsPerSecond(),
                            taken.get(lane).cpuMicrosPerRecord(),
                            round == 0 ? ", not counted" : ""));
                }
                if (round > 0) {
                    add(samples, taken, input);
                }
            }
            return figures(samples, input);
        } finally {
            platform.stop();
            progress.accept("everything is kept in " + folder);
        }
    }

    /**
     * What each lane is given.
     *
     * @param records token records
     * @param tokens of all
     */
    private record Input(long records, long tokens) {
        static Input of(Connections connections, SchemaSource schemas) {
            CommittedRecords committed = new CommittedRecords(connections);
            TokenValueReader reader = new TokenValueReader(schemas);
            LongAdder records = new LongAdder();
            LongAdder tokens = new LongAdder();
            for (String topic : List.of(TokenizedDocuments.TEXTS, TokenizedDocuments.PICTURES)) {
                committed.visit(committed.ranges(topic), record -> {
                    if (record.value() != null && reader.read(record.value()) instanceof TokenRecord.Ids ids) {
                        records.increment();
                        tokens.add(ids.count());
                    }
                });
            }
            return new Input(records.sum(), tokens.sum());
        }
    }

    private AppsLaneRun.Taken lap(
            AppsLane lane, int round, Platform platform, SchemaSource schemas, Path folder, Input input)
            throws IOException, InterruptedException {
        String run = "round-" + round + "-" + lane.app();
        Connections connections = ConnectionsFile.read(platform.connectionsFile());
        Path output = folder.resolve(run + ".out");
        Process process = program(lane, run, platform, folder, output).start();
        AppsLaneRun.Taken taken;
        try (AppsProgress progress = new AppsProgress(connections, run + "-" + lane.app())) {
            taken = AppsLaneRun.follow(progress, process, output);
        } finally {
            process.destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
        check(lane, run, new CommittedRecords(connections), schemas, input);
        return taken;
    }

    private AppsProgram program(AppsLane lane, String run, Platform platform, Path folder, Path output)
            throws IOException {
        Path state = folder.resolve(run);
        Path there = platform.connectionsFile();
        if (!lane.copies()) {
            return AppsProgram.of(
                    Files.writeString(folder.resolve(run + ".yaml"), lane.yaml(run)), there, state, output);
        }
        try (Brokers brokers = Brokers.connect(ConnectionsFile.read(there))) {
            brokers.ensure(List.of(
                    TopicCatalogue.named(lane.target(run), TopicCatalogue.TEXT_TOKENS),
                    TopicCatalogue.named(lane.deadLetters(run), TopicCatalogue.DEAD_LETTERS)));
        }
        return AppsProgram.copying(run, lane, there, state, output);
    }

    /** A lane that lost or gave up something did not do the work. */
    private void check(AppsLane lane, String run, CommittedRecords committed, SchemaSource schemas, Input input) {
        long deadLetters = committed.ranges(lane.deadLetters(run)).values().stream()
                .mapToLong(OffsetRange::length)
                .sum();
        if (deadLetters > 0) {
            throw CommandException.failed(lane.title() + " gave up records; see " + lane.deadLetters(run));
        }
        if (lane != AppsLane.ASSEMBLE) {
            return;
        }
        PackedOutput output = PackedOutput.read(committed, schemas, lane.target(run));
        if (output.tokens() != input.tokens() || output.documents() != (long) DOCUMENTS * times) {
            throw CommandException.failed(
                    "sequences have " + output.tokens() + " tokens of " + input.tokens() + ", and " + output.documents()
                            + " documents of " + (long) DOCUMENTS * times + "; see " + lane.target(run));
        }
        if (first == null) {
            first = output;
        }
        otherSequences += output.differences(first);
    }

    private static void add(Samples samples, Map<AppsLane, AppsLaneRun.Taken> taken, Input input) {
        AppsLaneRun.Taken copied = taken.get(AppsLane.PASS_THROUGH);
        taken.forEach((lane, own) -> {
            if (lane != AppsLane.PASS_THROUGH) {
                samples.add(ratio(lane), own.recordsPerSecond() / copied.recordsPerSecond(), "");
            }
        });
        taken.forEach((lane, own) -> {
            samples.add(lane.title(), own.recordsPerSecond(), "records/s");
            samples.add(
                    lane.title() + ", tokens", own.recordsPerSecond() * input.tokens() / input.records(), "tokens/s");
            samples.add(lane.title() + ", processor", own.cpuMicrosPerRecord(), "us/record");
        });
    }

    private List<Figure> figures(Samples samples, Input input) {
        List<Figure> figures = new ArrayList<>(samples.figures());
        figures.add(new Figure(OTHER, otherSequences, ""));
        figures.add(new Figure("token records", input.records(), ""));
        figures.add(new Figure("tokens", input.tokens(), ""));
        return figures;
    }
}
