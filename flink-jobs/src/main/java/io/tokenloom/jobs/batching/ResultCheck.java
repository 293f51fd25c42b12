package io.tokenloom.jobs.batching;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.vision.StepResult;
import io.tokenloom.vision.TokenContract;
import io.tokenloom.vision.VisualTokens;
import java.util.List;
import java.util.Optional;

/**
 * The last look at what a tokenizer gives out, whatever it checks itself: ids outside their vocabulary and numbers that are
 * none never leave. Costs one pass over the tokens. Immutable.
 */
final class ResultCheck {
    /** Largest state of a stream: it is written for each frame and copied into each checkpoint. */
    static final int MOST_STATE_BYTES = 16 * 1024 * 1024;

    private final TokenContract contract;

    ResultCheck(TokenContract contract) {
        this.contract = contract;
    }

    /** The result, or a refusal in its place. */
    StepResult checked(StepResult result) {
        if (result instanceof StepResult.Made made) {
            Optional<String> mistake = mistake(made.tokens());
            if (mistake.isEmpty() && made.next().content().length > MOST_STATE_BYTES) {
                mistake = Optional.of("it gave a state of " + made.next().content().length + " bytes; at most are "
                        + MOST_STATE_BYTES);
            }
            if (mistake.isPresent()) {
                return new StepResult.Refused(new TokenizationException(
                        FailureCode.MODEL_OUTPUT,
                        "The model broke its contract on this item: " + mistake.get() + ". Mend the bundle."));
            }
        }
        return result;
    }

    private Optional<String> mistake(VisualTokens tokens) {
        if (tokens.count() > contract.count()) {
            return Optional.of("it gave " + tokens.count() + " tokens; at most are " + contract.count());
        }
        return tokens instanceof VisualTokens.Ids ids ? ids(ids) : embeddings((VisualTokens.Embeddings) tokens);
    }

    private Optional<String> ids(VisualTokens.Ids ids) {
        if (!(contract.payload() instanceof TokenContract.Payload.Ids wanted)) {
            return Optional.of("it gave ids instead of embeddings");
        }
        List<TokenContract.Plane> planes = wanted.planes();
        if (ids.planes().length != planes.size()) {
            return Optional.of("it gave " + ids.planes().length + " planes of ids, not " + planes.size());
        }
        for (int plane = 0; plane < planes.size(); plane++) {
            int size = planes.get(plane).vocabularySize();
            int[] values = ids.planes()[plane];
            for (int i = 0; i < values.length; i++) {
                if (values[i] < 0 || values[i] >= size) {
                    return Optional.of("id " + values[i] + " at position " + i + " of plane " + plane
                            + " is outside 0 to " + (size - 1));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> embeddings(VisualTokens.Embeddings embeddings) {
        if (!(contract.payload() instanceof TokenContract.Payload.Embeddings wanted)) {
            return Optional.of("it gave embeddings instead of ids");
        }
        if (embeddings.dimension() != wanted.dimension()) {
            return Optional.of("it gave vectors of " + embeddings.dimension() + " numbers, not " + wanted.dimension());
        }
        float[] values = embeddings.values();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                return Optional.of("the number at position " + i + " of its embeddings is " + values[i]);
            }
        }
        return Optional.empty();
    }
}
