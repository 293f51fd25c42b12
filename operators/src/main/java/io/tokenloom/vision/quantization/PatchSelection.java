package io.tokenloom.vision.quantization;

import io.tokenloom.deadletter.TokenizationException;
import java.util.BitSet;

/**
 * Which patches a tokenizer of varying length keeps, as LaVIT (Jin et al., "Unified Language-Vision Pretraining in LLM with
 * Dynamic Discrete Visual Tokenization", 2023): a two-way choice for each patch. The reference samples anew in every call;
 * both ways here give the same answer for the same record, always. At least one patch is kept: {@link #atLeastOne}.
 */
public enum PatchSelection {
    /** A patch is kept where its keep logit is greater than its drop logit: the likeliest outcome of sampling. */
    ARGMAX,
    /**
     * Sampled as the reference does, by hard Gumbel-softmax: a patch is kept where keep logit plus noise is greater than
     * drop logit plus noise, both sums rounded to float. The noise is {@link SelectionNoise#gumbel} of the record's key.
     */
    SEEDED;

    private static final int KEEP = 0;
    private static final int DROP = 1;
    private static final int CHOICES = 2;

    /**
     * Which patches to keep.
     *
     * @param logits of dimension 2 for each patch: keep, drop
     * @param recordKey what the noise of {@link #SEEDED} is made of; {@link #ARGMAX} does not look at it
     * @return at least one bit, of the patches in raster order
     * @throws TokenizationException MODEL_OUTPUT if the logits have another dimension or are not finite
     */
    public BitSet keep(FeatureMap logits, byte[] recordKey) {
        logits.requireDimension(CHOICES);
        float[] noise =
                switch (this) {
                    case ARGMAX -> new float[CHOICES * logits.positions()];
                    case SEEDED -> SelectionNoise.gumbel(recordKey, logits.positions());
                };
        BitSet kept = new BitSet(logits.positions());
        float[] logit = new float[CHOICES];
        for (int patch = 0; patch < logits.positions(); patch++) {
            logits.copy(patch, logit, 0);
            float keep = logit[KEEP] + noise[CHOICES * patch + KEEP];
            float drop = logit[DROP] + noise[CHOICES * patch + DROP];
            kept.set(patch, keep > drop);
        }
        return atLeastOne(kept, logits);
    }

    /**
     * The same patches, or if there are none, the one with the greatest keep logit minus drop logit, without noise; of
     * equal ones the first. For graphs that choose by themselves too: no sequence may be empty.
     *
     * @param logits of dimension 2 for each patch: keep, drop
     * @throws TokenizationException MODEL_OUTPUT if the logits have another dimension or are not finite
     */
    public static BitSet atLeastOne(BitSet kept, FeatureMap logits) {
        if (!kept.isEmpty()) {
            return kept;
        }
        logits.requireDimension(CHOICES);
        float[] logit = new float[CHOICES];
        float greatest = Float.NEGATIVE_INFINITY;
        int best = 0;
        for (int patch = 0; patch < logits.positions(); patch++) {
            logits.copy(patch, logit, 0);
            if (logit[KEEP] - logit[DROP] > greatest) {
                greatest = logit[KEEP] - logit[DROP];
                best = patch;
            }
        }
        BitSet one = new BitSet(logits.positions());
        one.set(best);
        return one;
    }
}
