package io.tokenloom.text.dynamic;

import io.tokenloom.text.TokenTable;
import java.util.Arrays;

/** How much each base token that a merged token is made of counts for its first embedding. Thread-safe. */
@FunctionalInterface
public interface ConstituentWeights {
    /**
     * The weights of base tokens, in their order.
     *
     * @return as many numbers as ids, none negative, with a sum above 0; only their ratios count
     */
    double[] of(int[] baseIds);

    /** All alike: the mean. */
    static ConstituentWeights mean() {
        return baseIds -> {
            double[] weights = new double[baseIds.length];
            Arrays.fill(weights, 1);
            return weights;
        };
    }

    /** By the bytes of each token. */
    static ConstituentWeights byLength(TokenTable base) {
        return baseIds -> Arrays.stream(baseIds).mapToDouble(base::length).toArray();
    }
}
