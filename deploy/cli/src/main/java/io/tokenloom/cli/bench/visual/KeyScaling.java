package io.tokenloom.cli.bench.visual;

import io.tokenloom.cli.bench.Figure;
import io.tokenloom.cli.bench.race.BenchPlatform;
import io.tokenloom.cli.bench.race.Films;
import io.tokenloom.cli.bench.race.Load;
import io.tokenloom.cli.bench.race.Race;
import io.tokenloom.cli.bench.race.Samples;
import io.tokenloom.cli.bench.race.Topics;
import io.tokenloom.standalone.JobSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.kafka.common.record.TimestampType;

/** A tokenizer with a small state, with more and more keys: rate, checkpoints, and restart after a kill of the worker. */
final class KeyScaling {
    /** Name of the figure that says whether a frame costs the same whatever the number of keys. */
    static final String FLAT = "frames/s with most keys / with fewest";

    /** Small pictures: what keys cost must not hide behind the decoding of JPEG. */
    private static final int WIDTH = 64;

    private static final int HEIGHT = 48;

    private final Extent extent;
    private final Consumer<String> progress;

    KeyScaling(Extent extent, Consumer<String> progress) {
        this.extent = extent;
        this.progress = progress;
    }

    List<Figure> run() throws IOException, InterruptedException {
        try (BenchPlatform platform = BenchPlatform.start(KeyScaling::job);
                Topics topics = new Topics(platform.connections())) {
            topics.stamp(VisualJob.COURSE.target(), TimestampType.LOG_APPEND_TIME);
            Films films = Films.draw(WIDTH, HEIGHT);
            Checkpoints checkpoints = new Checkpoints(platform.addresses().flinkRestUrl());
            RestartTimer restart = new RestartTimer(platform, topics, VisualJob.COURSE);
            Samples samples = new Samples();
            for (int keys : extent.keys()) {
                KeyFrames frames = new KeyFrames(films, keys);
                Race race = new Race(platform, topics, frames);
                // Makes the keys, and warms up: the worker before was killed.
                race.run(VisualJob.COURSE, Load.ofRecords(extent.keyFrames()));
                for (int i = 0; i < extent.pairs(); i++) {
                    double rate = race.run(VisualJob.COURSE, Load.ofRecords(extent.keyFrames()))
                            .recordsPerSecond();
                    samples.add(rate(keys), rate, "frames/s");
                }
                for (int i = 0; i < extent.pairs(); i++) {
                    Checkpoints.Completed completed = checkpoints.next();
                    samples.add(stateBytes(keys), completed.stateBytes(), "bytes");
                    samples.add("duration of a checkpoint, " + keys + " keys", completed.millis(), "ms");
                    samples.add(restart(keys), restart.seconds(frames, race.nextItem()), "s");
                }
                progress.accept(String.format(
                        Locale.ROOT,
                        "%d keys: %.0f frames/s, checkpoint %.0f bytes, restart %.1f s",
                        keys,
                        samples.median(rate(keys)),
                        samples.median(stateBytes(keys)),
                        samples.median(restart(keys))));
            }
            platform.measured();
            return figures(samples, extent.keys());
        }
    }

    private static JobSettings job(Path home, Path connections) throws IOException {
        Path bundle = SmallStateBundle.write(Files.createDirectories(home.resolve("small-state")));
        return new VisualJob(bundle.toString(), "{device: cpu}").in(home, connections);
    }

    static String rate(int keys) {
        return "frames route, small state, " + keys + " keys";
    }

    static String stateBytes(int keys) {
        return "checkpoint, " + keys + " keys";
    }

    private static String restart(int keys) {
        return "kill of the worker to the next tokens, " + keys + " keys";
    }

    /** Medians, what a key adds to a checkpoint, and whether keys slow the route down. */
    static List<Figure> figures(Samples samples, List<Integer> keys) {
        List<Figure> figures = new ArrayList<>();
        int fewest = keys.get(0);
        int most = keys.get(keys.size() - 1);
        figures.add(new Figure(FLAT, samples.median(rate(most)) / samples.median(rate(fewest)), ""));
        for (int i = 1; i < keys.size(); i++) {
            int before = keys.get(i - 1);
            int after = keys.get(i);
            double more = samples.median(stateBytes(after)) - samples.median(stateBytes(before));
            figures.add(new Figure(
                    "state of a key, from " + before + " to " + after + " keys", more / (after - before), "bytes"));
        }
        figures.addAll(samples.figures());
        return figures;
    }
}
