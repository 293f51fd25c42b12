package io.tokenloom.cli.bench.visual;

import io.tokenloom.cli.bench.Figure;
import io.tokenloom.cli.bench.race.BareLoop;
import io.tokenloom.cli.bench.race.BenchPlatform;
import io.tokenloom.cli.bench.race.Films;
import io.tokenloom.cli.bench.race.Samples;
import io.tokenloom.jobs.routes.BatchOptions;
import io.tokenloom.model.Device;
import io.tokenloom.model.DeviceSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The bare loop with the processors of this machine shared out in different ways: many runs of one thread each, as slots of
 * Flink have them, or one run of many threads. And one run of one thread with batches of different sizes.
 */
final class ThreadScaling {
    /** Name of the figure by which the default is chosen: one thread for each run. */
    static final String CHOICE = "a run of 1 thread on each processor / one run on all";

    private static final List<Integer> BATCHES = List.of(1, 8, 64);
    private static final int STREAMS = 64;
    private static final String RATE = "frames/s";

    private final Films films;
    private final Extent extent;
    private final int processors;
    private final Consumer<String> progress;

    ThreadScaling(Films films, Extent extent, int processors, Consumer<String> progress) {
        this.films = films;
        this.extent = extent;
        this.processors = processors;
        this.progress = progress;
    }

    /**
     * How the processors are shared out.
     *
     * @param runs of the model at a time
     * @param threads of each run
     */
    record Split(int runs, int threads) {
        /** Those that give each processor one thread: threads of a run are a power of two, or all there are. */
        static List<Split> of(int processors) {
            List<Split> splits = new ArrayList<>();
            for (int threads = 1; threads < processors; threads *= 2) {
                if (processors % threads == 0) {
                    splits.add(new Split(processors / threads, threads));
                }
            }
            splits.add(new Split(1, processors));
            return splits;
        }

        String figure() {
            return "bare loop, " + (runs == 1 ? "1 run" : runs + " runs") + " of "
                    + (threads == 1 ? "1 thread" : threads + " threads") + " each";
        }
    }

    List<Figure> run() throws InterruptedException {
        List<Split> splits = Split.of(processors);
        Samples samples = new Samples();
        for (int round = 0; round < extent.pairs(); round++) {
            for (Split split : splits) {
                // Only one model is open: the threads of another one may spin.
                try (BareLoop bare = BareLoop.open(films, split.threads())) {
                    measure(bare.begin(shape(split)), split.figure(), samples);
                    if (split.threads() == 1) {
                        for (int batch : BATCHES) {
                            measure(bare.begin(new BareLoop.Shape(STREAMS, 1, batch)), batchFigure(batch), samples);
                        }
                    }
                }
            }
        }
        return figures(samples, splits);
    }

    private static BareLoop.Shape shape(Split split) {
        int share = Math.max(1, STREAMS / split.runs());
        return new BareLoop.Shape(STREAMS, split.runs(), Math.min(share, BatchOptions.DEFAULT.items()));
    }

    /** One trial that is not counted, from which the number of frames follows, and then the run. */
    private void measure(BareLoop.Streams streams, String figure, Samples samples) throws InterruptedException {
        int frames = extent.framesOfStream(STREAMS, streams.framesPerSecond(1));
        double rate = streams.framesPerSecond(frames);
        samples.add(figure, rate, RATE);
        progress.accept(String.format(Locale.ROOT, "%s: %.1f frames/s", figure, rate));
    }

    private static String batchFigure(int batch) {
        return "bare loop, 1 thread, batches of " + batch;
    }

    /** Medians, what larger batches gain, and what speaks for the default. */
    static List<Figure> figures(Samples samples, List<Split> splits) {
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure(
                CHOICE,
                samples.median(splits.get(0).figure())
                        / samples.median(splits.get(splits.size() - 1).figure()),
                ""));
        figures.add(new Figure(
                "default of a route, threads of a run",
                DeviceSettings.of(Device.CPU).threads(),
                ""));
        figures.add(new Figure("default of a route, most pictures of a run", BatchOptions.DEFAULT.items(), ""));
        figures.add(new Figure("default of the platform, slots", BenchPlatform.SLOTS, ""));
        figures.addAll(samples.figures());
        for (int batch : BATCHES.subList(1, BATCHES.size())) {
            figures.add(new Figure(
                    "gain of the bare loop, batches of " + batch + " to 1",
                    samples.median(batchFigure(batch)) / samples.median(batchFigure(1)),
                    ""));
        }
        return figures;
    }
}
