package io.tokenloom.streams.statistics.measures;

/** How far counts of ids are from the uniform distribution over their vocabulary. Thread-safe: stateless. */
public final class UniformDistance {
    private static final double LN_2 = Math.log(2);

    private UniformDistance() {}

    /**
     * Kullback-Leibler divergence D(ids || uniform) in bits: what a code of equal lengths wastes on a token. 0 for a uniform
     * stream in the limit; of a finite one it stays over 0 by about (size - 1) / (2 ln 2 tokens) bits (the bias of the
     * plug-in entropy: Miller, "Note on the bias of information estimates", 1955).
     *
     * @param counts of the ids that are there, each over 0
     */
    public static double divergence(long[] counts, int vocabularySize) {
        return Math.max(0, Math.log(vocabularySize) / LN_2 - Entropy.ofCounts(counts));
    }

    /**
     * Total variation: half the sum of the differences of the shares, those of ids that were not seen included.
     *
     * @param counts of the ids that are there, each over 0
     */
    public static double totalVariation(long[] counts, int vocabularySize) {
        double total = 0;
        for (long count : counts) {
            total += count;
        }
        double even = 1.0 / vocabularySize;
        double over = 0;
        // Shares over the even one exceed it by as much in all as those under it fall short.
        for (long count : counts) {
            over += Math.max(0, count / total - even);
        }
        return over;
    }
}
