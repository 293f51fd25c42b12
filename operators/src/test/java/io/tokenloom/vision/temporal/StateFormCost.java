package io.tokenloom.vision.temporal;

import io.tokenloom.model.OnnxModel;
import io.tokenloom.vision.StepRequest;
import io.tokenloom.vision.StepResult;
import io.tokenloom.vision.TokenBudget;
import io.tokenloom.vision.TokenContract;
import io.tokenloom.vision.VisualState;
import io.tokenloom.vision.preprocessing.PreparedPicture;
import io.tokenloom.vision.preprocessing.Preprocessing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a form of state costs on this machine: bytes in the state of a stream, and time, while the streams go on and at their
 * first frame after a restore. Immutable.
 *
 * @param form that was measured
 * @param stateBytes of a stream whose window lacks one frame: the most it has
 * @param microsPerFrame mean over all frames of all streams
 * @param microsAfterRestore mean over all streams, of the frame that is the first after a restore and fills the window
 * @param remadePerStream frames that were looked at again for it
 */
public record StateFormCost(
        StateForm form, long stateBytes, double microsPerFrame, double microsAfterRestore, double remadePerStream) {
    private static final TokenBudget ALL = new TokenBudget.Fixed(Integer.MAX_VALUE);

    /**
     * Measures a form with streams that all show the same clip, in one batch.
     *
     * @param graph of which the specification finds no mistakes
     * @param spec its form is the one that is measured
     * @param clip as many frames as the window
     * @param streams at least 1
     */
    public static StateFormCost measure(
            OnnxModel graph,
            TemporalSpec spec,
            TokenContract contract,
            Preprocessing preprocessing,
            List<PreparedPicture> clip,
            int streams) {
        if (clip.size() != spec.window()) {
            throw new IllegalArgumentException(
                    "a clip of " + clip.size() + " frames; give as many as the window has, " + spec.window());
        }
        // Streams of equal frames share what the cache holds, so one is as large as many.
        long room = 2 * StateSizes.of(graph, spec).cache();
        TemporalTokenizer tokenizer = new TemporalTokenizer(graph, spec, contract, preprocessing, false, room);
        List<VisualState> states = Collections.nCopies(streams, tokenizer.start());
        List<VisualState> last = states;
        long begin = System.nanoTime();
        for (PreparedPicture picture : clip) {
            last = states;
            states = step(tokenizer, picture, states);
        }
        double going = micros(begin) / clip.size() / streams;
        TemporalTokenizer restored = new TemporalTokenizer(graph, spec, contract, preprocessing, false, 0);
        begin = System.nanoTime();
        step(restored, clip.get(clip.size() - 1), last);
        return new StateFormCost(
                spec.form(),
                last.get(0).content().length,
                going,
                micros(begin) / streams,
                (double) restored.remadeFrames() / streams);
    }

    private static double micros(long beginNanos) {
        return (System.nanoTime() - beginNanos) / 1e3;
    }

    private static List<VisualState> step(
            TemporalTokenizer tokenizer, PreparedPicture picture, List<VisualState> states) {
        List<StepRequest> batch = states.stream()
                .map(state -> new StepRequest(picture, state, ALL, false, StepRequest.NO_LOTS))
                .toList();
        List<VisualState> next = new ArrayList<>(states.size());
        for (StepResult result : tokenizer.step(batch)) {
            if (result instanceof StepResult.Refused refused) {
                throw refused.why();
            }
            next.add(((StepResult.Made) result).next());
        }
        return next;
    }
}
