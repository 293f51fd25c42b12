package io.tokenloom.cli.bench.race;

import io.tokenloom.bundle.ProgressiveBundle;
import io.tokenloom.media.ImageDecoder;
import io.tokenloom.media.MediaLimits;
import io.tokenloom.model.Device;
import io.tokenloom.model.DeviceSettings;
import io.tokenloom.vision.StepRequest;
import io.tokenloom.vision.StepResult;
import io.tokenloom.vision.TokenBudget;
import io.tokenloom.vision.VisualState;
import io.tokenloom.vision.preprocessing.EightBitPicture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The reference model alone, in a loop over frames that are decoded and prepared beforehand: what a visual route would do
 * if nothing but ONNX Runtime took time. On the CPU. Not thread-safe.
 */
public final class BareLoop implements AutoCloseable {
    /** As many tokens as the routes of the benchmarks keep. */
    public static final int TOKENS = 32;

    private static final TokenBudget BUDGET = new TokenBudget.Fixed(TOKENS);
    private static final double NANOS = 1e9;

    private final Films films;
    private final ProgressiveBundle bundle;
    private final ImageDecoder decoder = new ImageDecoder(MediaLimits.DEFAULTS);
    private final Map<Films.Place, EightBitPicture> prepared = new HashMap<>();

    private BareLoop(Films films, ProgressiveBundle bundle) {
        this.films = films;
        this.bundle = bundle;
    }

    /**
     * Opens the model.
     *
     * @param threads of one run of it
     */
    public static BareLoop open(Films films, int threads) {
        DeviceSettings settings = DeviceSettings.of(Device.CPU).withThreads(threads);
        return new BareLoop(films, ProgressiveBundle.open("builtin:visual-reference", settings));
    }

    /**
     * How streams are worked on.
     *
     * @param streams how many
     * @param runs how many runs of the model go on at a time; each has streams of its own
     * @param batch most streams of a run
     */
    public record Shape(int streams, int runs, int batch) {
        /** Checks that there is something to do. */
        public Shape {
            if (streams < 1 || runs < 1 || batch < 1) {
                throw new IllegalArgumentException("at least one stream, run and picture of a run");
            }
        }

        /** The batches of each run: equal shares, in turn. */
        List<List<List<Integer>>> batches() {
            List<List<List<Integer>>> batches = new ArrayList<>();
            for (int run = 0; run < runs; run++) {
                List<List<Integer>> own = new ArrayList<>();
                for (int stream = run; stream < streams; stream += runs) {
                    if (own.isEmpty() || own.get(own.size() - 1).size() == batch) {
                        own.add(new ArrayList<>());
                    }
                    own.get(own.size() - 1).add(stream);
                }
                batches.add(own);
            }
            return batches;
        }
    }

    /** Streams that have not begun. */
    public Streams begin(Shape shape) {
        return new Streams(shape);
    }

    /** Streams that go on with each call. Not thread-safe; of no use after the loop is closed. */
    public final class Streams {
        private final Shape shape;
        private final VisualState[] states;
        private int nextIndex;

        private Streams(Shape shape) {
            this.shape = shape;
            this.states = new VisualState[shape.streams()];
            Arrays.fill(states, bundle.tokenizer().start());
        }

        /** The next frames of each stream: frames per second of all runs together. */
        public double framesPerSecond(int framesOfStream) throws InterruptedException {
            prepare(shape.streams(), nextIndex, framesOfStream);
            List<Callable<Void>> tasks = new ArrayList<>();
            for (List<List<Integer>> own : shape.batches()) {
                tasks.add(() -> {
                    own.forEach(batch -> work(batch, framesOfStream));
                    return null;
                });
            }
            ExecutorService workers = Executors.newFixedThreadPool(shape.runs());
            try {
                long start = System.nanoTime();
                for (Future<Void> done : workers.invokeAll(tasks)) {
                    done.get();
                }
                return (double) shape.streams() * framesOfStream * NANOS / (System.nanoTime() - start);
            } catch (ExecutionException e) {
                throw new IllegalStateException("the model failed", e.getCause());
            } finally {
                nextIndex += framesOfStream;
                workers.shutdown();
            }
        }

        /** Frames since its last reset, of each stream. */
        List<Integer> steps() {
            return Arrays.stream(states).map(VisualState::steps).toList();
        }

        private void work(List<Integer> batch, int framesOfStream) {
            for (int index = nextIndex; index < nextIndex + framesOfStream; index++) {
                List<StepRequest> requests = new ArrayList<>();
                for (int stream : batch) {
                    EightBitPicture picture = prepared.get(Films.place(stream, index));
                    requests.add(new StepRequest(picture, states[stream], BUDGET, false, StepRequest.NO_LOTS));
                }
                List<StepResult> results = bundle.tokenizer().step(requests);
                for (int i = 0; i < batch.size(); i++) {
                    states[batch.get(i)] = next(results.get(i));
                }
            }
        }
    }

    private void prepare(int streams, int first, int framesOfStream) {
        for (int stream = 0; stream < streams; stream++) {
            for (int index = first; index < first + framesOfStream; index++) {
                prepared.computeIfAbsent(Films.place(stream, index), place -> bundle.tokenizer()
                        .prepare(decoder.decode(films.content(place))));
            }
        }
    }

    private static VisualState next(StepResult result) {
        if (result instanceof StepResult.Refused refused) {
            throw refused.why();
        }
        return ((StepResult.Made) result).next();
    }

    @Override
    public void close() {
        bundle.close();
    }
}
