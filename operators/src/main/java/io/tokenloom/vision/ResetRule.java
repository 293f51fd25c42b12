package io.tokenloom.vision;

import io.tokenloom.record.ResetReason;
import java.util.Optional;

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

    /** Why a stream whose state has this quality, in dB, begins anew, if it does. */
    Optional<ResetReason> reason(VisualState state, double quality) {
        if (quality < sceneCut) {
            return Optional.of(ResetReason.SCENE_CUT);
        }
        return state.steps() >= maxSteps ? Optional.of(ResetReason.AGE) : Optional.empty();
    }
}
