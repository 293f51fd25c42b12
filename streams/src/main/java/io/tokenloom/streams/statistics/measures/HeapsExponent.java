package io.tokenloom.streams.statistics.measures;

import java.util.OptionalDouble;

/**
 * Exponent b of Heaps' law V(n) ~ n^b between the tokens of a stream and the different ones among them (Heaps, "Information
 * Retrieval", 1978): the slope of the straight line through the logarithms, by least squares. 1 where each token is new, 0
 * where none is. Thread-safe: stateless.
 */
public final class HeapsExponent {
    private static final int LEAST_POINTS = 3;

    private HeapsExponent() {}

    /**
     * The exponent; nothing where there are fewer than {@value #LEAST_POINTS} points.
     *
     * @param distinct different ids, each after twice as many tokens as the one before
     */
    public static OptionalDouble of(int[] distinct) {
        if (distinct.length < LEAST_POINTS) {
            return OptionalDouble.empty();
        }
        double middle = (distinct.length - 1) / 2.0;
        double products = 0;
        double squares = 0;
        for (int i = 0; i < distinct.length; i++) {
            products += (i - middle) * Math.log(distinct[i]);
            squares += (i - middle) * (i - middle);
        }
        return OptionalDouble.of(products / squares / Math.log(2));
    }
}
