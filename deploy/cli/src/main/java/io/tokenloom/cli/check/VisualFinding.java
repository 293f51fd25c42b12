package io.tokenloom.cli.check;

import io.tokenloom.bundle.VisualBundle;
import io.tokenloom.media.RgbImage;
import io.tokenloom.vision.TokenContract;
import io.tokenloom.vision.VisualTokenizer;
import io.tokenloom.vision.preprocessing.PreparedPicture;
import io.tokenloom.vision.temporal.StateForm;
import io.tokenloom.vision.temporal.StateSizes;
import io.tokenloom.vision.temporal.TemporalTokenizer;
import java.util.List;
import java.util.Optional;

/**
 * What a tokenizer of pictures takes, gives and keeps. Immutable.
 *
 * @param inputWidth of its model in pixels
 * @param inputHeight of its model in pixels
 * @param tokens what holds for the tokens of all pictures
 * @param batches sizes of batches that were found to give the same tokens as pictures alone; empty where they go in alone
 * @param state what is kept of a stream; empty where each picture stands for itself
 * @param stillSteps most steps of an image
 * @param decoder whether there is a way back from tokens to pictures
 */
public record VisualFinding(
        int inputWidth,
        int inputHeight,
        TokenContract tokens,
        List<Integer> batches,
        Optional<State> state,
        int stillSteps,
        boolean decoder) {
    /** Copies the list. */
    public VisualFinding {
        batches = List.copyOf(batches);
    }

    /**
     * What is kept of a stream, in Flink's state.
     *
     * @param form what it is
     * @param mostBytes of a stream
     * @param mostMemoryBytes of a stream in the memory of each process besides; it may be lost
     */
    public record State(String form, long mostBytes, long mostMemoryBytes) {}

    /** Of an open bundle. */
    static VisualFinding of(VisualBundle bundle) {
        VisualTokenizer tokenizer = bundle.tokenizer();
        // Whatever goes in, it comes out in the size of the model.
        PreparedPicture input = tokenizer.prepare(new RgbImage(1, 1, new byte[3]));
        return new VisualFinding(
                input.width(),
                input.height(),
                tokenizer.contract(),
                bundle.batches(),
                tokenizer.stateful() ? Optional.of(state(tokenizer)) : Optional.empty(),
                tokenizer.stillSteps(),
                bundle.decoder().isPresent());
    }

    private static State state(VisualTokenizer tokenizer) {
        if (tokenizer instanceof TemporalTokenizer temporal) {
            StateSizes sizes = temporal.stateSizes();
            return temporal.stateForm() == StateForm.FRAMES
                    ? new State(StateForm.FRAMES.manifestName(), sizes.frames(), sizes.cache())
                    : new State(StateForm.KEYS_AND_VALUES.manifestName(), sizes.keysAndValues(), 0);
        }
        return new State("picture", tokenizer.start().content().length, 0);
    }
}
