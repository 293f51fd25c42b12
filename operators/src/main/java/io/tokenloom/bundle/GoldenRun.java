package io.tokenloom.bundle;

import io.tokenloom.vision.StepRequest;
import io.tokenloom.vision.StepResult;

/**
 * A golden picture as it was tokenized alone.
 *
 * @param request what was asked
 * @param alone what came of it
 */
record GoldenRun(StepRequest request, StepResult.Made alone) {}
