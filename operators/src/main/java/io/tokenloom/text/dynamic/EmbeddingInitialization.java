package io.tokenloom.text.dynamic;

/**
 * First embeddings for the tokens of a delta: each a convex combination of the rows of the base tokens it is made of, with
 * weights that are not negative and sum to 1. So a new row lies in the convex hull of old ones, where a model has seen
 * embeddings. After the idea of CW2V ("Vocabulary Expansion and Initialization"); nothing is learned here.
 *
 * <p>Sums are taken in double precision in the order of the base tokens: the same on every machine. Thread-safe: immutable.
 */
public final class EmbeddingInitialization {
    private final EmbeddingTable base;
    private final ConstituentWeights weights;

    public EmbeddingInitialization(EmbeddingTable base, ConstituentWeights weights) {
        this.base = base;
        this.weights = weights;
    }

    /**
     * The rows of all entries of a delta, float32 [entries, dimension], one after the other.
     *
     * @throws IllegalArgumentException if a base token has no row, or the weights are none
     */
    public float[] rows(VocabularyDelta delta) {
        float[] rows = new float[Math.multiplyExact(delta.size(), base.dimension())];
        for (int entry = 0; entry < delta.size(); entry++) {
            row(delta.constituents(entry), rows, entry * base.dimension());
        }
        return rows;
    }

    private void row(int[] constituents, float[] target, int at) {
        double[] shares = shares(constituents);
        double[] sum = new double[base.dimension()];
        float[] row = new float[base.dimension()];
        for (int i = 0; i < constituents.length; i++) {
            if (constituents[i] >= base.size()) {
                throw new IllegalArgumentException("id " + constituents[i] + " has no row in an embedding table of "
                        + base.size() + " rows; is it of another tokenizer?");
            }
            base.copyRow(constituents[i], row, 0);
            for (int d = 0; d < sum.length; d++) {
                sum[d] += shares[i] * row[d];
            }
        }
        for (int d = 0; d < sum.length; d++) {
            target[at + d] = (float) sum[d];
        }
    }

    private double[] shares(int[] constituents) {
        double[] given = weights.of(constituents);
        double sum = 0;
        boolean usable = given.length == constituents.length;
        for (double weight : given) {
            usable &= weight >= 0;
            sum += weight;
        }
        if (!usable || !(sum > 0) || Double.isInfinite(sum)) {
            throw new IllegalArgumentException("the weights of " + constituents.length
                    + " tokens must be as many numbers," + " none negative, with a sum above 0; there are "
                    + given.length + " with a sum of " + sum);
        }
        double[] shares = new double[given.length];
        for (int i = 0; i < given.length; i++) {
            shares[i] = given[i] / sum;
        }
        return shares;
    }
}
