package io.tokenloom.cli.bench.pipeline;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.bench.Benchmark;
import io.tokenloom.cli.bench.Figure;
import io.tokenloom.cli.bench.Goal;
import io.tokenloom.cli.bench.race.BareLoop;
import io.tokenloom.cli.bench.race.BenchPlatform;
import io.tokenloom.cli.bench.race.CameraFrames;
import io.tokenloom.cli.bench.race.Films;
import io.tokenloom.cli.bench.race.Load;
import io.tokenloom.cli.bench.race.Median;
import io.tokenloom.cli.bench.race.Race;
import io.tokenloom.cli.bench.race.RaceResult;
import io.tokenloom.cli.bench.race.SlotNames;
import io.tokenloom.cli.bench.race.Topics;
import io.tokenloom.cli.connection.RegistryClients;
import io.tokenloom.reader.records.TokenRecordReader;
import io.tokenloom.wire.SchemaSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;
import org.apache.kafka.common.record.TimestampType;
import picocli.CommandLine.Option;

/** {@code tokenloom bench pipeline}; the package tells the method. */
public final class PipelineBenchmark implements Benchmark {
    private static final String RATIO = "text route / pass-through";
    private static final double WANTED_RATIO = 0.9;
    private static final String VISUAL_RATIO = "visual route / the model alone";
    private static final int CAMERAS = 8;
    private static final BareLoop.Shape ALONE =
            new BareLoop.Shape(CAMERAS, BenchPlatform.SLOTS, CAMERAS / BenchPlatform.SLOTS);
    private static final long MEGABYTE = 1_000_000;
    private static final int MOST_WARM_UPS = 8;
    /** Something is still being compiled where a run is so many times as fast as the one before. */
    private static final double STILL_WARMING_UP = 1.1;

    /** Who sends the lines and reads the tokens needs processors too, about as many as the platform. */
    private static final double LATENCY_LOAD = 0.25;

    private static final double FRAME_LATENCY_LOAD = 0.5;
    private static final Duration LATENCY_WARM_UP = Duration.ofSeconds(5);
    private static final double MILLIS = 1000;

    @Option(
            names = "--megabytes",
            paramLabel = "N",
            description = "Log lines of each run, 10^6 bytes (default: ${DEFAULT-VALUE}).",
            defaultValue = "48")
    private long megabytes;

    @Option(
            names = "--pairs",
            paramLabel = "N",
            description = "How often tokens and copies alternate (default: ${DEFAULT-VALUE}).",
            defaultValue = "3")
    private int pairs;

    @Option(
            names = "--frames",
            paramLabel = "N",
            description = "Frames of each of the 8 cameras in each run (default: ${DEFAULT-VALUE}).",
            defaultValue = "100")
    private int framesPerCamera;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "How long each latency is measured (default: ${DEFAULT-VALUE}).",
            defaultValue = "20")
    private int seconds;

    @Option(
            names = "--input",
            paramLabel = "PATH",
            description = "File or folder whose lines are sent (default: logs that come with the program).")
    private Optional<Path> input = Optional.empty();

    /** For the list of benchmarks. */
    public PipelineBenchmark() {}

    @Override
    public String name() {
        return "pipeline";
    }

    @Override
    public String description() {
        return "The text route against a job that only copies, the visual route against its model alone: rate, latency.";
    }

    @Override
    public List<Goal> goals() {
        return List.of(Goal.atLeast(RATIO, WANTED_RATIO));
    }

    @Override
    public List<Figure> run(Consumer<String> progress) throws IOException, InterruptedException {
        checkOptions();
        LogLines lines = input.isPresent() ? LogLines.of(input.get()) : LogLines.ofSamples();
        try (BenchPlatform platform = BenchPlatform.start(LanesJob::write);
                Topics topics = new Topics(platform.connections())) {
            List<Pair> measured = race(platform, topics, lines, progress);
            List<Figure> figures = new ArrayList<>(rates(measured));
            figures.addAll(sizes(platform, topics));
            double rate = LATENCY_LOAD * median(measured, pair -> pair.tokens().recordsPerSecond());
            figures.add(new Figure("rate of the latency tests", rate, "records/s"));
            LatencyTest latency = new LatencyTest(platform.connections(), topics, lines);
            for (Lane lane : List.of(Lane.TOKENS, Lane.TOKENS_AT_ONCE)) {
                progress.accept("latency, " + lane.guarantee().text() + ": " + seconds + " s");
                topics.stamp(lane.target(), TimestampType.CREATE_TIME);
                Histogram seen = latency.run(lane, 0, rate, LATENCY_WARM_UP, Duration.ofSeconds(seconds));
                figures.addAll(latencies(lane, seen));
            }
            figures.addAll(visual(platform, topics, progress));
            platform.measured();
            return figures;
        }
    }

    private void checkOptions() {
        if (megabytes < 1 || pairs < 1 || seconds < 1 || framesPerCamera < 2) {
            throw CommandException.usage(
                    "--megabytes, --pairs and --seconds are each at least 1, --frames is at least 2:"
                            + " the first of each camera is not counted");
        }
        input.filter(path -> !Files.exists(path)).ifPresent(path -> {
            throw CommandException.usage("--input " + path + ": there is no such file or folder");
        });
    }

    /** The visual route against the model alone on the same frames, in turn; then its latency. */
    private List<Figure> visual(BenchPlatform platform, Topics topics, Consumer<String> progress)
            throws InterruptedException {
        Films films = Films.draw(320, 240);
        CameraFrames frames = new CameraFrames(films, SlotNames.even("camera-", CAMERAS, BenchPlatform.SLOTS));
        Race race = new Race(platform, topics, frames);
        topics.stamp(Lane.FRAMES.target(), TimestampType.LOG_APPEND_TIME);
        Load load = Load.ofRecords((long) framesPerCamera * CAMERAS);
        List<Double> route = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        List<Figure> figures = new ArrayList<>();
        try (BareLoop bare = BareLoop.open(films, 1)) {
            BareLoop.Streams streams = bare.begin(ALONE);
            for (int i = 0; i <= pairs; i++) {
                double tokenized =
                        race.run(Lane.FRAMES.course(), load).arrivals().rateAfter(CAMERAS);
                double alone = streams.framesPerSecond(framesPerCamera);
                progress.accept(String.format(
                        Locale.ROOT,
                        "%s: visual route %.1f frames/s, the model alone %.1f",
                        i == 0 ? "warm-up, not counted" : "pair " + i,
                        tokenized,
                        alone));
                if (i > 0) {
                    route.add(tokenized);
                    ratios.add(tokenized / alone);
                    figures.add(new Figure("pair " + i + ", visual route", tokenized, "frames/s"));
                    figures.add(new Figure("pair " + i + ", the model alone", alone, "frames/s"));
                }
            }
        }
        figures.add(0, new Figure(VISUAL_RATIO, Median.of(ratios), ""));
        double rate = FRAME_LATENCY_LOAD * Median.of(route);
        figures.add(new Figure("rate of the visual latency tests", rate, "frames/s"));
        LatencyTest latency = new LatencyTest(platform.connections(), topics, frames);
        for (Lane lane : List.of(Lane.FRAMES, Lane.FRAMES_AT_ONCE)) {
            progress.accept("latency of frames, " + lane.guarantee().text() + ": " + seconds + " s");
            topics.stamp(lane.target(), TimestampType.CREATE_TIME);
            long first = lane.equals(Lane.FRAMES) ? race.nextItem() : 0;
            Histogram seen = latency.run(lane, first, rate, LATENCY_WARM_UP, Duration.ofSeconds(seconds));
            figures.addAll(latencies(lane, seen));
        }
        return figures;
    }

    private List<Pair> race(BenchPlatform platform, Topics topics, LogLines lines, Consumer<String> progress)
            throws InterruptedException {
        Race race = new Race(platform, topics, lines);
        topics.stamp(Lane.TOKENS.target(), TimestampType.LOG_APPEND_TIME);
        topics.stamp(Lane.COPIES.target(), TimestampType.LOG_APPEND_TIME);
        Load load = Load.ofBytes(megabytes * MEGABYTE);
        Pair before = pair(race, load, "warm-up, not counted", progress);
        for (int i = 1; i < MOST_WARM_UPS; i++) {
            Pair next = pair(race, load, "warm-up, not counted", progress);
            if (!next.isFasterThan(before, STILL_WARMING_UP)) {
                break;
            }
            before = next;
        }
        List<Pair> measured = new ArrayList<>();
        for (int i = 1; i <= pairs; i++) {
            measured.add(pair(race, load, "pair " + i, progress));
        }
        return measured;
    }

    private static Pair pair(Race race, Load load, String name, Consumer<String> progress) throws InterruptedException {
        Pair pair = new Pair(race.run(Lane.TOKENS.course(), load), race.run(Lane.COPIES.course(), load));
        progress.accept(String.format(
                Locale.ROOT,
                "%s: tokens %.1f MB/s, copies %.1f MB/s",
                name,
                pair.tokens().megabytesPerSecond(),
                pair.copies().megabytesPerSecond()));
        return pair;
    }

    private static List<Figure> rates(List<Pair> measured) {
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure(RATIO, median(measured, Pair::rateRatio), ""));
        for (int i = 0; i < measured.size(); i++) {
            Pair pair = measured.get(i);
            String name = "pair " + (i + 1) + ", ";
            figures.add(new Figure(name + "ratio", pair.rateRatio(), ""));
            figures.addAll(rates(name + "text route", pair.tokens()));
            figures.addAll(rates(name + "pass-through", pair.copies()));
        }
        figures.add(new Figure(
                "Flink worker, text route",
                MILLIS * median(measured, pair -> pair.tokens().workerCpuPerMegabyte()),
                "CPU ms/MB"));
        figures.add(new Figure(
                "Flink worker, pass-through",
                MILLIS * median(measured, pair -> pair.copies().workerCpuPerMegabyte()),
                "CPU ms/MB"));
        figures.add(new Figure(
                "broker, text route",
                MILLIS * median(measured, pair -> pair.tokens().brokerCpuPerMegabyte()),
                "CPU ms/MB"));
        figures.add(new Figure(
                "broker, pass-through",
                MILLIS * median(measured, pair -> pair.copies().brokerCpuPerMegabyte()),
                "CPU ms/MB"));
        figures.add(
                new Figure("share of the worker's CPU that tokenizes", median(measured, Pair::tokenizingShare), ""));
        return figures;
    }

    private static List<Figure> rates(String name, RaceResult result) {
        return List.of(
                new Figure(name, result.megabytesPerSecond(), "MB/s"),
                new Figure(name + ", records", result.recordsPerSecond(), "records/s"));
    }

    private static List<Figure> sizes(BenchPlatform platform, Topics topics) {
        try (SchemaSource schemas = RegistryClients.connect(platform.connections())) {
            RecordSizes sizes = new RecordSizes();
            sizes.read(topics, topics.records().ranges(Lane.TOKENS.target()), new TokenRecordReader(schemas));
            List<Figure> figures = new ArrayList<>(sizes.figures());
            figures.add(stored(topics, "a line", Lane.TOKENS.source()));
            figures.add(stored(topics, "its token record", Lane.TOKENS.target()));
            figures.add(stored(topics, "its copy", Lane.COPIES.target()));
            return figures;
        }
    }

    /** Markers of transactions count as records here; they are a few in a million. */
    private static Figure stored(Topics topics, String what, String topic) {
        long records = topics.stableEnds(topic).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return new Figure("stored for " + what, (double) topics.storedBytes(topic) / records, "bytes");
    }

    private static List<Figure> latencies(Lane lane, Histogram seen) {
        String name = (lane.kind() == Lane.Kind.FRAMES ? "latency of a frame, " : "latency, ")
                + lane.guarantee().text() + ", ";
        return List.of(
                new Figure(name + "p50", seen.getValueAtPercentile(50), "ms"),
                new Figure(name + "p99", seen.getValueAtPercentile(99), "ms"),
                new Figure(name + "max", seen.getMaxValue(), "ms"));
    }

    private static double median(List<Pair> pairs, ToDoubleFunction<Pair> figure) {
        return Median.of(pairs.stream().map(figure::applyAsDouble).toList());
    }
}
