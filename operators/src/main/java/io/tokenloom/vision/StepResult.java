package io.tokenloom.vision;

import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.record.ResetReason;

/** What became of one picture of a batch. */
public sealed interface StepResult {
    /**
     * It has tokens.
     *
     * @param tokens those that were kept
     * @param step pictures since the reset, 0 if this one began anew
     * @param reset why it began anew, or NONE
     * @param next state of its stream after it
     */
    record Made(VisualTokens tokens, int step, ResetReason reset, VisualState next) implements StepResult {}

    /**
     * It can have none; the state of its stream stays as it was.
     *
     * @param why for its dead letter
     */
    record Refused(TokenizationException why) implements StepResult {}
}
