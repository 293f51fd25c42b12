package io.tokenloom.streams.statistics.measures;

import java.util.OptionalDouble;

/**
 * Exponent s of the power law f(r) ~ r^-s between the rank and the frequency of ids: by maximum likelihood over the ranks
 * 1 to R of the head, all that is outside it left out (a power law with finite support: Bauke, "Parameter estimation for
 * power-law distributions by maximum likelihood methods", 2007; why not by least squares on logarithms: Clauset, Shalizi and
 * Newman, "Power-law distributions in empirical data", 2009). The head are the ranks that were seen {@value #LEAST_COUNT}
 * times at least, for ranks of rarer ids follow chance, and {@value #MOST_RANKS} at most. Thread-safe: stateless.
 */
public final class ZipfExponent {
    private static final int LEAST_COUNT = 8;
    private static final int LEAST_RANKS = 10;
    private static final int MOST_RANKS = 1 << 16;
    private static final double MOST = 20;
    private static final double CLOSE_ENOUGH = 1e-9;
    private static final int MOST_STEPS = 60;

    private ZipfExponent() {}

    /**
     * The exponent, 0 or more; nothing where the head has fewer than {@value #LEAST_RANKS} ranks.
     *
     * @param descending counts, the highest first
     */
    public static OptionalDouble of(long[] descending) {
        int ranks = 0;
        while (ranks < descending.length && ranks < MOST_RANKS && descending[ranks] >= LEAST_COUNT) {
            ranks++;
        }
        if (ranks < LEAST_RANKS) {
            return OptionalDouble.empty();
        }
        double[] logRanks = new double[ranks];
        double total = 0;
        double observed = 0;
        for (int i = 0; i < ranks; i++) {
            logRanks[i] = Math.log(i + 1);
            total += descending[i];
            observed += descending[i] * logRanks[i];
        }
        return OptionalDouble.of(solve(logRanks, observed / total));
    }

    /** The s whose mean of ln r is the one observed. That mean falls as s grows: Newton's steps, kept within bounds. */
    private static double solve(double[] logRanks, double observed) {
        double low = 0;
        double high = MOST;
        double s = 1;
        for (int step = 0; step < MOST_STEPS && high - low > CLOSE_ENOUGH; step++) {
            double norm = 0;
            double first = 0;
            double second = 0;
            for (double logRank : logRanks) {
                double weight = Math.exp(-s * logRank);
                norm += weight;
                first += weight * logRank;
                second += weight * logRank * logRank;
            }
            double mean = first / norm;
            double variance = second / norm - mean * mean;
            if (mean > observed) {
                low = s;
            } else {
                high = s;
            }
            double next = s + (mean - observed) / variance;
            double kept = next > low && next < high ? next : (low + high) / 2;
            if (Math.abs(kept - s) < CLOSE_ENOUGH) {
                return kept;
            }
            s = kept;
        }
        return s;
    }
}
