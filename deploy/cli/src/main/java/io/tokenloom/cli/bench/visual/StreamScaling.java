package io.tokenloom.cli.bench.visual;

import io.tokenloom.cli.bench.Figure;
import io.tokenloom.cli.bench.race.BareLoop;
import io.tokenloom.cli.bench.race.BenchPlatform;
import io.tokenloom.cli.bench.race.CameraFrames;
import io.tokenloom.cli.bench.race.Films;
import io.tokenloom.cli.bench.race.Load;
import io.tokenloom.cli.bench.race.Race;
import io.tokenloom.cli.bench.race.Samples;
import io.tokenloom.cli.bench.race.SlotNames;
import io.tokenloom.cli.bench.race.Topics;
import io.tokenloom.jobs.routes.BatchOptions;
import io.tokenloom.standalone.PartNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.kafka.common.record.TimestampType;

/** The same number of frames as few streams and as many, through the route and through the model alone, in turn. */
final class StreamScaling {
    /** How many streams, rising. */
    static final List<Integer> STREAMS = List.of(1, 8, 64);

    private static final String RATE = "frames/s";
    private static final String OPTIONS = "{tokens: " + BareLoop.TOKENS + ", device: cpu}";
    private static final int MOST = STREAMS.get(STREAMS.size() - 1);
    private static final int TRIAL_FRAMES = 1;

    private final Films films;
    private final Extent extent;
    private final Consumer<String> progress;

    StreamScaling(Films films, Extent extent, Consumer<String> progress) {
        this.films = films;
        this.extent = extent;
        this.progress = progress;
    }

    /** Name of the figure: the route's rate as a share of that of the model alone. */
    static String ratio(int streams) {
        return "frames route / bare loop, " + named(streams);
    }

    private static String named(int streams) {
        return streams == 1 ? "1 stream" : streams + " streams";
    }

    static String route(int streams) {
        return "frames route, " + named(streams);
    }

    static String bare(int streams) {
        return "bare loop, " + named(streams);
    }

    /** As the job has them where all slots have equally many streams. */
    static BareLoop.Shape shape(int streams) {
        int runs = Math.min(BenchPlatform.SLOTS, streams);
        return new BareLoop.Shape(streams, runs, Math.min(streams / runs, BatchOptions.DEFAULT.items()));
    }

    private static String batch(int streams) {
        return "pictures of a run of the model in the frames route, " + named(streams);
    }

    /** One number of streams, which go on from run to run. */
    private record Entry(int streams, Race race, BareLoop.Streams bare, WorkerCounters counters) {}

    List<Figure> run() throws IOException, InterruptedException {
        try (BenchPlatform platform = BenchPlatform.start(new VisualJob("builtin:visual-reference", OPTIONS));
                Topics topics = new Topics(platform.connections());
                BareLoop bare = BareLoop.open(films, 1)) {
            topics.stamp(VisualJob.COURSE.target(), TimestampType.LOG_APPEND_TIME);
            double rate = bare.begin(shape(MOST)).framesPerSecond(TRIAL_FRAMES);
            // The first frame of each stream is not counted.
            int frames = MOST * (1 + extent.framesOfStream(MOST, rate));
            progress.accept(frames + " frames in each run");
            WorkerCounters counters =
                    new WorkerCounters(platform.addresses().metricsUrls().get(PartNames.TASK_MANAGER));
            List<Entry> entries = new ArrayList<>();
            for (int streams : STREAMS) {
                List<String> names = SlotNames.even("of-" + streams + "-", streams, BenchPlatform.SLOTS);
                Race race = new Race(platform, topics, new CameraFrames(films, names));
                entries.add(new Entry(streams, race, bare.begin(shape(streams)), counters));
            }
            Samples samples = new Samples();
            for (int pair = 1 - extent.warmUps(); pair <= extent.pairs(); pair++) {
                for (Entry entry : entries) {
                    measure(entry, frames, pair, samples);
                }
            }
            platform.measured();
            return figures(samples);
        }
    }

    private void measure(Entry entry, int frames, int pair, Samples samples) throws IOException, InterruptedException {
        int streams = entry.streams();
        WorkerCounters.Inference before = entry.counters().read();
        double tokenized = entry.race()
                .run(VisualJob.COURSE, Load.ofRecords(frames))
                .arrivals()
                .rateAfter(streams);
        double batch = entry.counters().read().batchSince(before);
        double alone = entry.bare().framesPerSecond(frames / streams);
        progress.accept(String.format(
                Locale.ROOT,
                "%s, %s: frames route %.1f frames/s in batches of %.1f, bare loop %.1f",
                pair < 1 ? "warm-up, not counted" : "pair " + pair,
                named(streams),
                tokenized,
                batch,
                alone));
        if (pair > 0) {
            samples.add(ratio(streams), tokenized / alone, "");
            samples.add(route(streams), tokenized, RATE);
            samples.add(bare(streams), alone, RATE);
            samples.add(batch(streams), batch, "");
        }
    }

    /** Medians, and what more streams gain. */
    static List<Figure> figures(Samples samples) {
        List<Figure> figures = new ArrayList<>(samples.figures());
        for (int streams : STREAMS.subList(1, STREAMS.size())) {
            figures.add(new Figure(
                    "gain of the frames route, " + streams + " streams to 1",
                    samples.median(route(streams)) / samples.median(route(1)),
                    ""));
            figures.add(new Figure(
                    "gain of the bare loop, " + streams + " streams to 1",
                    samples.median(bare(streams)) / samples.median(bare(1)),
                    ""));
        }
        return figures;
    }
}
