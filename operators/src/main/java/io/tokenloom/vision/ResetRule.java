package io.tokenloom.vision;

/**
 * When a stream's state is given up: because what was said has nothing to do with what is seen, or says it worse than a
 * new beginning would, or has lasted long enough for a consumer who joins late.
 *
 * @param sceneCut a picture whose state is below this many dB is another scene
 * @param doubt below this many dB of the state a new beginning is tried as well, and taken if the same number of tokens
 *     gets further; costs a second run of the encoder
 * @param maxSteps most pictures between two resets
 */
public record ResetRule(double sceneCut, double doubt, int maxSteps) {
    /** Checks all. */
    public ResetRule {
        if (!(sceneCut >= 0) || !(doubt >= 0)) {
            throw new IllegalArgumentException(
                    "a scene cut at " + sceneCut + " dB and doubt at " + doubt + " dB; choose 0 or more");
        }
        if (maxSteps < 1) {
            throw new IllegalArgumentException("at least 1 step between resets, not " + maxSteps);
        }
    }

    boolean resets(ProgressiveState state, double quality) {
        return state.steps() == 0 || state.steps() >= maxSteps || quality < sceneCut;
    }
}
