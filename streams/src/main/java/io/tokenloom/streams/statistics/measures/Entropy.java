package io.tokenloom.streams.statistics.measures;

/** Entropies of empirical distributions ("plug-in" estimates), in bits. Thread-safe: stateless. */
public final class Entropy {
    private static final double LN_2 = Math.log(2);

    private Entropy() {}

    /**
     * Entropy of the shares that counts have in their sum, 0 without any. The same counts in the same order give the same
     * bits; give them sorted where their order is arbitrary.
     */
    public static double ofCounts(long[] counts) {
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        return total == 0 ? 0 : Math.max(0, (weighted(total) - weighted(counts)) / total);
    }

    /**
     * Entropy of a second thing where the first is known, H(second | first), 0 without any pair.
     *
     * @param firsts for each first, in how many pairs it is, sorted
     * @param pairs how often each pair is there, sorted
     */
    public static double conditional(long[] firsts, long[] pairs) {
        long total = 0;
        for (long count : firsts) {
            total += count;
        }
        return total == 0 ? 0 : Math.max(0, (weighted(firsts) - weighted(pairs)) / total);
    }

    private static double weighted(long[] counts) {
        double sum = 0;
        for (long count : counts) {
            sum += weighted(count);
        }
        return sum;
    }

    private static double weighted(long count) {
        return count < 2 ? 0 : count * (Math.log(count) / LN_2);
    }
}
