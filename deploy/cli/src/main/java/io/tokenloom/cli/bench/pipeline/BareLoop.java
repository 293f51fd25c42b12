package io.tokenloom.cli.bench.pipeline;

import io.tokenloom.bundle.VisualBundle;
import io.tokenloom.media.ImageDecoder;
import io.tokenloom.media.MediaLimits;
import io.tokenloom.model.Device;
import io.tokenloom.vision.PreparedPicture;
import io.tokenloom.vision.ProgressiveState;
import io.tokenloom.vision.ProgressiveTokenizer;
import io.tokenloom.vision.TokenBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The model alone, in a loop over frames that are decoded and prepared beforehand: what the visual route would do if
 * nothing but ONNX Runtime took time. As many threads as the job has slots, each with cameras of its own, as the job.
 */
final class BareLoop {
    private static final TokenBudget BUDGET = new TokenBudget.Fixed(32);
    private static final double NANOS = 1e9;

    private final CameraFrames frames;

    BareLoop(CameraFrames frames) {
        this.frames = frames;
    }

    /** Frames per second of all threads together. */
    double framesPerSecond(int threads, int framesPerCamera) throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try (VisualBundle bundle = VisualBundle.open("builtin:visual-reference", Device.CPU)) {
            List<List<PreparedPicture>> cameras = prepared(bundle.tokenizer(), framesPerCamera);
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int first = thread;
                tasks.add(() -> {
                    for (int camera = first; camera < cameras.size(); camera += threads) {
                        run(bundle.tokenizer(), cameras.get(camera));
                    }
                    return null;
                });
            }
            long start = System.nanoTime();
            for (Future<Void> done : workers.invokeAll(tasks)) {
                done.get();
            }
            return (double) CameraFrames.CAMERAS * framesPerCamera * NANOS / (System.nanoTime() - start);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the model failed", e.getCause());
        } finally {
            workers.shutdown();
        }
    }

    private List<List<PreparedPicture>> prepared(ProgressiveTokenizer tokenizer, int framesPerCamera) {
        ImageDecoder decoder = new ImageDecoder(MediaLimits.DEFAULTS);
        List<List<PreparedPicture>> cameras = new ArrayList<>();
        for (int camera = 0; camera < CameraFrames.CAMERAS; camera++) {
            List<PreparedPicture> pictures = new ArrayList<>();
            for (int index = 0; index < framesPerCamera; index++) {
                long number = (long) index * CameraFrames.CAMERAS + camera;
                pictures.add(tokenizer.prepare(decoder.decode(frames.content(number))));
            }
            cameras.add(pictures);
        }
        return cameras;
    }

    private static void run(ProgressiveTokenizer tokenizer, List<PreparedPicture> pictures) {
        ProgressiveState state = tokenizer.start();
        for (PreparedPicture picture : pictures) {
            state = tokenizer.next(picture, state, BUDGET).next();
        }
    }
}
