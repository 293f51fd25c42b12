package io.tokenloom.text.pipeline;

import io.tokenloom.text.CutRule;
import io.tokenloom.text.TokenTable;
import io.tokenloom.text.normalize.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@link TextPipeline} is made of. Thread-safe: immutable.
 *
 * @param addedTokens those that may be found in text; no control tokens
 * @param normalizer changes what is between added tokens
 * @param stages cut and change text before the last pre-tokenizer, in order
 * @param encoder the last pre-tokenizer with the model; it cuts at {@link PieceStage.Joint#MARK marks} if a stage makes them
 * @param tokens all ids, control tokens included
 * @param controlTokens spelling to id of what text never becomes
 * @param decoder gets ids that are all in use
 * @param guard refuses control tokens that the model itself could lead to
 * @param lossless whether decoded ids give back any text
 * @param cutRule where a text may be cut
 */
public record PipelineParts(
        List<AddedToken> addedTokens,
        Optional<Normalizer> normalizer,
        List<PieceStage> stages,
        SplitEncoder encoder,
        TokenTable tokens,
        Map<String, Integer> controlTokens,
        TokenDecoder decoder,
        ControlGuard guard,
        boolean lossless,
        CutRule cutRule) {
    public PipelineParts {
        addedTokens = List.copyOf(addedTokens);
        stages = List.copyOf(stages);
        controlTokens = Map.copyOf(controlTokens);
    }

    /** Whether text goes to the encoder as it is. */
    boolean isPlain() {
        return addedTokens.isEmpty() && normalizer.isEmpty() && stages.isEmpty();
    }
}
