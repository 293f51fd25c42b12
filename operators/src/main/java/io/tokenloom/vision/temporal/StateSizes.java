package io.tokenloom.vision.temporal;

import io.tokenloom.model.OnnxModel;

/**
 * Most bytes that a stream takes, at the end of its window. Immutable.
 *
 * @param keysAndValues in the state, in the form {@link StateForm#KEYS_AND_VALUES}
 * @param frames in the state, in the form {@link StateForm#FRAMES}: pictures that do not pack at all; others take less
 * @param cache in the memory of the process besides, in the form {@link StateForm#FRAMES}
 */
public record StateSizes(long keysAndValues, long frames, long cache) {
    /**
     * Of a graph, in both forms, whichever is chosen.
     *
     * @param model of which {@link TemporalSpec#mistakes} finds none
     */
    public static StateSizes of(OnnxModel model, TemporalSpec spec) {
        PastLayout layout = PastLayout.of(model, spec);
        long[] picture = model.inputs().get(spec.names().pixel()).shape();
        int planes = Math.toIntExact(3 * picture[2] * picture[3]);
        return new StateSizes(
                1 + (long) spec.mostPast() * layout.frameBytes(),
                FramesKeeper.mostBytes(spec.mostPast(), planes),
                spec.mostPast() * FrameCache.bytes(layout.frameNumbers()));
    }
}
