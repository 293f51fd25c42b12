package io.tokenloom.cli.bench.quality;

import io.tokenloom.cli.bench.race.Median;
import io.tokenloom.model.Device;
import io.tokenloom.model.OnnxModel;
import io.tokenloom.model.Tensor;
import io.tokenloom.vision.ProgressiveModel;
import io.tokenloom.vision.ProgressiveTokenizer;
import io.tokenloom.vision.VisualState;
import io.tokenloom.vision.preprocessing.EightBitPicture;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Encoder, decoder and the convolution in turns, one picture at a time as a route on the CPU runs them. Time is the
 * processor time of the whole process, which is idle otherwise. The convolution is {@code convolution.onnx}, made by {@code
 * src/test/python/convolution.py}; around it are only a copy into its input and one out of a corner of its output.
 */
final class SpeedMeasurement {
    private static final int WARM_UPS = 1;
    private static final int ROUNDS = 7;
    /** How long each has its turn: some systems count processor time in steps of 10 ms. */
    static final Duration TURN = Duration.ofMillis(400);

    private static final int CHANNELS = 128;
    private static final double NANOS_OF_A_MILLISECOND = 1e6;
    private static final com.sun.management.OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);

    private final ProgressiveModel model;
    private final VisualState start;
    private final long turnNanos;
    private final List<List<Double>> times = new ArrayList<>();

    /** @param turn how long each has its turn */
    SpeedMeasurement(ProgressiveTokenizer tokenizer, Duration turn) {
        this.turnNanos = turn.toNanos();
        this.model = tokenizer.model();
        this.start = tokenizer.start();
    }

    /** With these pictures in turn. */
    Speed run(List<EightBitPicture> pictures) throws IOException {
        try (InputStream in = SpeedMeasurement.class.getResourceAsStream("convolution.onnx");
                OnnxModel convolution = OnnxModel.load(in.readAllBytes(), Device.CPU)) {
            float[] input = new float[CHANNELS];
            Arrays.fill(input, 1);
            Map<String, Tensor> given = Map.of("x", new Tensor.Floats(new long[] {1, CHANNELS, 1, 1}, input));
            for (int round = -WARM_UPS; round < ROUNDS; round++) {
                EightBitPicture picture = pictures.get(Math.floorMod(round, pictures.size()));
                int[] first = TokenRun.encoded(model, picture, start).ids();
                VisualState state = model.decode(first, first.length, start);
                int[] later = TokenRun.encoded(model, picture, state).ids();
                List<Runnable> tasks = List.of(
                        () -> TokenRun.encoded(model, picture, start),
                        () -> TokenRun.encoded(model, picture, state),
                        () -> model.decode(first, first.length, start),
                        () -> model.decode(later, later.length, state),
                        () -> convolution.run(given, Set.of("y")));
                List<Double> taken = tasks.stream().map(this::milliseconds).toList();
                if (round >= 0) {
                    times.add(taken);
                }
            }
        }
        return new Speed(median(0), median(1), median(2), median(3), median(4));
    }

    private double median(int task) {
        return Median.of(times.stream().map(taken -> taken.get(task)).toList());
    }

    /** Of one run, from as many as it takes for a turn. */
    private double milliseconds(Runnable task) {
        long before = SYSTEM.getProcessCpuTime();
        int runs = 0;
        long taken;
        do {
            task.run();
            runs++;
            taken = SYSTEM.getProcessCpuTime() - before;
        } while (taken < turnNanos);
        return taken / NANOS_OF_A_MILLISECOND / runs;
    }
}
