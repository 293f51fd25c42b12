package io.tokenloom.text.dynamic;

import io.tokenloom.text.split.Splitter;
import java.util.List;
import java.util.Optional;

/**
 * Shortens batches of token sequences by merging neighbours. Until the rules' number of merges is made or no valid pair is
 * left: every pair of neighbours is counted over the batch, overlapping ones too, the valid pair with the highest count is
 * taken (of equals the one met first, sequence after sequence from the left), and it is merged everywhere, from the left,
 * without overlap. No pair reaches from one sequence into the next.
 *
 * <p>The result follows from the sequences, their order, the vocabulary and the rules alone. Counts are kept up to date
 * rather than taken anew, so time grows with the tokens of the batch and the places that change, not with tokens times
 * merges.
 *
 * <p>Memory while a batch is merged: at most 130 bytes for each base token of the batch, beside the sequences themselves
 * and the delta; about half of it for ordinary text. Thread-safe: immutable.
 */
public final class DynamicMerger {
    private final BaseVocabulary base;
    private final DynamicRules rules;
    private final Optional<Splitter> splitter;

    /**
     * @param splitter the base tokenizer's pre-tokenizer; needed for {@link Boundary#PRETOKENS}
     * @throws IllegalArgumentException if the boundary needs a splitter and there is none
     */
    public DynamicMerger(BaseVocabulary base, DynamicRules rules, Optional<Splitter> splitter) {
        if (rules.boundary() == Boundary.PRETOKENS && splitter.isEmpty()) {
            throw new IllegalArgumentException("the boundary PRETOKENS needs the base tokenizer's splitter, and this"
                    + " tokenizer has none; take SENTENCE, WORD or WORD_HYPHEN");
        }
        this.base = base;
        this.rules = rules;
        this.splitter = splitter;
    }

    /**
     * Shortens the sequences of a batch.
     *
     * @param sequences base ids of each text; not changed
     * @throws IllegalArgumentException if an id is not in the base vocabulary
     */
    public DynamicBatch merge(List<int[]> sequences) {
        return new MergeRun(base, rules, new PairValidity(base, rules, splitter), sequences).run();
    }
}
