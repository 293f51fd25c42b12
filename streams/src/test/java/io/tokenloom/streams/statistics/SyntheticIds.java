package io.tokenloom.streams.statistics;

import java.util.Arrays;
import java.util.Random;

/** Streams of ids whose measures are known. */
public final class SyntheticIds {
    private SyntheticIds() {}

    /** Ids below a size, all as often. */
    public static int[] uniform(int tokens, int vocabularySize, long seed) {
        return new Random(seed).ints(tokens, 0, vocabularySize).toArray();
    }

    /** Id r - 1 with a probability in proportion to r^-exponent. */
    public static int[] zipf(int tokens, int vocabularySize, double exponent, long seed) {
        double[] upTo = new double[vocabularySize];
        double sum = 0;
        for (int i = 0; i < vocabularySize; i++) {
            sum += Math.pow(i + 1, -exponent);
            upTo[i] = sum;
        }
        Random random = new Random(seed);
        int[] ids = new int[tokens];
        for (int i = 0; i < tokens; i++) {
            int found = Arrays.binarySearch(upTo, random.nextDouble() * sum);
            ids[i] = found < 0 ? -found - 1 : found;
        }
        return ids;
    }

    /** 0 and 1, of which each is followed by the other one with a probability: binary entropy of it bits a token. */
    public static int[] switching(int tokens, double switches, long seed) {
        Random random = new Random(seed);
        int[] ids = new int[tokens];
        for (int i = 1; i < tokens; i++) {
            ids[i] = random.nextDouble() < switches ? 1 - ids[i - 1] : ids[i - 1];
        }
        return ids;
    }

    /** Entropy of a coin that falls on one side with this probability, in bits. */
    public static double binaryEntropy(double probability) {
        return -(probability * Math.log(probability) + (1 - probability) * Math.log(1 - probability)) / Math.log(2);
    }
}
