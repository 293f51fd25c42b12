package io.tokenloom.archive.lines;

import java.util.Arrays;

/**
 * Predicts bits from several contexts at once and learns from each: every context has a probability of its own, and a
 * weighted sum of them in the logistic domain, whose weights are learned as well, is what the bit is coded with. After
 * Mahoney, "Adaptive weighing of context models for lossless data compression" (2005). All numbers are integers, so that
 * every machine finds the same ones. Not thread-safe.
 *
 * <p>Memory: 4 bytes for each context that there is room for; those of equal hash share one.
 */
final class ContextMixer {
    /** Most contexts of one bit. */
    static final int MOST_CONTEXTS = 6;
    /** Sets of weights that may be named. */
    static final int SELECTORS = 64;

    /** A probability's bits in a counter, above the number of bits that it has seen. */
    private static final int COUNT_BITS = 10;

    private static final int COUNT_MASK = (1 << COUNT_BITS) - 1;
    private static final int MOST_SEEN = 60;
    private static final int UNKNOWN = 1 << (Integer.SIZE - 1);
    private static final int SCALE_BITS = 12;
    private static final int LIMIT = (1 << (SCALE_BITS - 1)) - 1;
    /** 0.4 of 65536: contexts are not independent, so they count less than once. */
    private static final int FIRST_WEIGHT = 26214;

    private static final int RATE = 14;
    private static final short[] STRETCHED = new short[1 << SCALE_BITS];
    private static final short[] SQUASHED = new short[2 << SCALE_BITS - 1];
    private static final int[] STEP = new int[MOST_SEEN + 1];

    static {
        for (int i = 0; i < SQUASHED.length; i++) {
            double x = (i - LIMIT - 1) / 256.0;
            // StrictMath: the same table everywhere
            SQUASHED[i] = (short) Math.max(1, Math.min(4095, Math.round(4096 / (1 + StrictMath.exp(-x)))));
        }
        for (int i = 0; i < STRETCHED.length; i++) {
            double p = (i + 0.5) / STRETCHED.length;
            STRETCHED[i] = (short) Math.max(-LIMIT, Math.min(LIMIT, Math.round(256 * StrictMath.log(p / (1 - p)))));
        }
        for (int i = 0; i < STEP.length; i++) {
            STEP[i] = (int) (65536 / (i + 1.6));
        }
    }

    private final BinaryCoder coder;
    private final int[] counters;
    private final int shift;
    private final int[] weights = new int[SELECTORS * MOST_CONTEXTS];
    private final int[] places = new int[MOST_CONTEXTS];
    private final int[] inputs = new int[MOST_CONTEXTS];

    /** @param contextBits logarithm of how many contexts there is room for */
    ContextMixer(BinaryCoder coder, int contextBits) {
        this.coder = coder;
        this.counters = new int[1 << contextBits];
        this.shift = Integer.SIZE - contextBits;
        Arrays.fill(counters, UNKNOWN);
        Arrays.fill(weights, FIRST_WEIGHT);
    }

    /** A number from two that spreads over all its bits. */
    static int hash(int one, int other) {
        int x = one * 0x9E3779B1 + other * 0x85EBCA6B + 0x7F4A7C15;
        x ^= x >>> 15;
        x *= 0x2C1B3C6D;
        return x ^ x >>> 13;
    }

    /**
     * One bit.
     *
     * @param bit to write; ignored when reading
     * @param selector which weights
     * @param contexts hashes; each place in this array is a context of another kind
     * @param count how many of them
     * @param salt of all contexts, as for a node in a tree of decisions
     * @return the bit
     */
    int code(int bit, int selector, int[] contexts, int count, int salt) {
        int base = selector * MOST_CONTEXTS;
        long sum = 0;
        for (int i = 0; i < count; i++) {
            int place = hash(contexts[i], salt + i * 0x3C6EF35F) >>> shift;
            places[i] = place;
            int input = STRETCHED[counters[place] >>> Integer.SIZE - SCALE_BITS];
            inputs[i] = input;
            sum += (long) weights[base + i] * input;
        }
        int x = (int) Math.max(-LIMIT, Math.min(LIMIT, sum >> 16));
        int one = SQUASHED[x + LIMIT + 1];
        int found = coder.code(bit, one << BinaryCoder.PROBABILITY_BITS - SCALE_BITS);
        int error = ((found << SCALE_BITS) - one) * RATE;
        for (int i = 0; i < count; i++) {
            weights[base + i] += inputs[i] * error + 0x800 >> 12;
            int counter = counters[places[i]];
            int seen = counter & COUNT_MASK;
            int probability = counter >>> COUNT_BITS;
            int goal = found << Integer.SIZE - COUNT_BITS;
            int changed = probability + (int) ((long) (goal - found - probability) * STEP[seen] >> 16);
            counters[places[i]] = changed << COUNT_BITS | (seen < MOST_SEEN ? seen + 1 : seen);
        }
        return found;
    }
}
