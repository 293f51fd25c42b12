package io.tokenloom.vision.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.model.OnnxModel;
import io.tokenloom.vision.StepRequest;
import io.tokenloom.vision.StepResult;
import io.tokenloom.vision.TokenBudget;
import io.tokenloom.vision.VisualState;
import io.tokenloom.vision.VisualTokens;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many streams at once: what a stream says is its own affair. */
class TemporalStreamsTest {
    private static final OnnxModel MODEL = TemporalFrames.halfModel();
    private static final int STREAMS = 7;
    private static final int FRAMES = 15;
    /** Room for some frames, not for those of all streams. */
    private static final long TIGHT = 12 * FrameCache.bytes(65 * 8);

    @AfterAll
    static void close() {
        MODEL.close();
    }

    @ParameterizedTest
    @EnumSource(StateForm.class)
    void anyMixOfBatchesRestoresAndRepeatsSaysTheSame(StateForm form) {
        List<List<float[]>> alone = IntStream.range(0, STREAMS)
                .mapToObj(stream -> alone(TemporalFrames.halfTokenizer(MODEL, form, 1 << 20), stream))
                .toList();
        long seed = 4;
        Random random = new Random(seed);
        TemporalTokenizer tokenizer = TemporalFrames.halfTokenizer(MODEL, form, TIGHT);
        VisualState[] states = new VisualState[STREAMS];
        int[] next = new int[STREAMS];
        Collections.nCopies(STREAMS, tokenizer.start()).toArray(states);
        while (IntStream.of(next).anyMatch(t -> t < FRAMES)) {
            if (random.nextInt(10) == 0) {
                tokenizer = TemporalFrames.halfTokenizer(MODEL, form, TIGHT);
            }
            List<Integer> batch = batch(random, next);
            List<StepResult> results = tokenizer.step(batch.stream()
                    .map(stream -> request(stream, next[stream], states[stream]))
                    .toList());
            boolean failsAfterwards = random.nextInt(5) == 0;
            for (int i = 0; i < batch.size(); i++) {
                int stream = batch.get(i);
                StepResult.Made made = (StepResult.Made) results.get(i);
                assertThat(values(made))
                        .as("stream %d, frame %d, seed %d", stream, next[stream], seed)
                        .isEqualTo(alone.get(stream).get(next[stream]));
                if (!failsAfterwards) {
                    states[stream] = made.next();
                    next[stream]++;
                }
            }
        }
    }

    @Test
    void threadsShareATokenizer() {
        TemporalTokenizer shared = TemporalFrames.halfTokenizer(MODEL, StateForm.FRAMES, TIGHT);

        List<List<float[]>> together = IntStream.range(0, STREAMS)
                .parallel()
                .mapToObj(stream -> alone(shared, stream))
                .toList();

        for (int stream = 0; stream < STREAMS; stream++) {
            List<float[]> alone = alone(TemporalFrames.halfTokenizer(MODEL, StateForm.FRAMES, 1 << 20), stream);
            for (int t = 0; t < FRAMES; t++) {
                assertThat(together.get(stream).get(t)).isEqualTo(alone.get(t));
            }
        }
    }

    /** Some streams that have frames left, at least one. */
    private static List<Integer> batch(Random random, int[] next) {
        List<Integer> going = new ArrayList<>(IntStream.range(0, STREAMS)
                .filter(stream -> next[stream] < FRAMES)
                .boxed()
                .toList());
        Collections.shuffle(going, random);
        return going.subList(0, 1 + random.nextInt(going.size()));
    }

    private static List<float[]> alone(TemporalTokenizer tokenizer, int stream) {
        List<float[]> tokens = new ArrayList<>();
        VisualState state = tokenizer.start();
        for (int t = 0; t < FRAMES; t++) {
            StepResult.Made made = (StepResult.Made)
                    tokenizer.step(List.of(request(stream, t, state))).get(0);
            tokens.add(values(made));
            state = made.next();
        }
        return tokens;
    }

    private static StepRequest request(int stream, int t, VisualState state) {
        return new StepRequest(
                TemporalFrames.frame(100 * stream + t, TemporalFrames.HALF_SIDE),
                state,
                new TokenBudget.Fixed(Integer.MAX_VALUE),
                false,
                StepRequest.NO_LOTS);
    }

    private static float[] values(StepResult.Made made) {
        return ((VisualTokens.Embeddings) made.tokens()).values();
    }
}
