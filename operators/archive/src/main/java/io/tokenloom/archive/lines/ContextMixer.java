package io.tokenloom.archive.lines;

import java.util.Arrays;

/**
 * Predicts bits from three contexts at once and learns from each: every context has a probability of its own, and a weighted
 * sum of them in the logistic domain, whose weights are learned as well, is what the bit is coded with. After Mahoney,
 * "Adaptive weighing of context models for lossless data compression" (2005). All numbers are integers, so that every
 * machine finds the same ones. Not thread-safe.
 *
 * <p>Memory: 4 bytes for each counter that there is room for. A counter that another context needs is taken over.
 */
final class ContextMixer {
    /** Decisions of a tree whose counters lie side by side, in one cache line: to wait for memory is what takes longest. */
    static final int GROUP = 16;

    /*
     * A counter: a probability in 16 bits, 10 bits of its context's hash, and how many bits it has seen.
     */
    private static final int COUNT_BITS = 6;
    private static final int COUNT_MASK = (1 << COUNT_BITS) - 1;
    private static final int TAG_BITS = 10;
    private static final int TAG_MASK = (1 << TAG_BITS) - 1 << COUNT_BITS;
    private static final int PROBABILITY_SHIFT = COUNT_BITS + TAG_BITS;
    private static final int MOST_SEEN = 30;
    /** What an unknown counter is: half. Counters are kept as their difference from it, so that a table of zeros knows nothing. */
    private static final int UNKNOWN = 1 << (Integer.SIZE - 1);

    private static final int CONTEXTS = 3;
    private static final int SCALE_BITS = 12;
    private static final int LIMIT = (1 << (SCALE_BITS - 1)) - 1;
    /** 0.4 of 65536: contexts are not independent, so they count less than once. */
    private static final int FIRST_WEIGHT = 26214;

    private static final int RATE = 8;
    /** Salts that keep the contexts of one place apart from those of another. */
    private static final int SECOND = 0x3C6EF35F;

    private static final int THIRD = 0x6C078965;
    private static final int FAMILY = 0x9E3779B9;

    private static final short[] STRETCHED = new short[1 << SCALE_BITS];
    private static final short[] SQUASHED = new short[2 << SCALE_BITS - 1];
    // As long as the mask reaches, which spares the check of the index.
    private static final int[] STEP = new int[COUNT_MASK + 1];
    /** Weights differ by how much the first context, the closest, has seen. */
    private static final int LEVELS = 4;

    private static final byte[] LEVEL = new byte[COUNT_MASK + 1];

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
        for (int i = 0; i <= MOST_SEEN; i++) {
            STEP[i] = (int) (65536 / (i + 1.6));
            LEVEL[i] = (byte) (i == 0 ? 0 : i < 3 ? 1 : i < 12 ? 2 : 3);
        }
    }

    private final BinaryCoder coder;
    private final int[] counters;
    private final int shift;
    private final int[] weights = new int[Decision.COUNT * LEVELS * CONTEXTS];
    private int base0;
    private int base1;
    private int base2;
    private int tag0;
    private int tag1;
    private int tag2;

    /** @param counterBits logarithm of how many counters there are */
    ContextMixer(BinaryCoder coder, Tables tables, int counterBits) {
        this.coder = coder;
        this.counters = tables.take(counterBits);
        this.shift = Integer.SIZE - counterBits;
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
     * A bit by itself.
     *
     * @param bit to write; ignored when reading
     * @param decision one of {@link Decision}, or one of the three behind it
     * @param first the closest context
     * @return the bit
     */
    int flag(int bit, int decision, int first, int second, int third) {
        seek(decision, 0, first, second, third);
        return mix(bit, decision, base0, base1, base2);
    }

    /** Goes to where the counters for a part of a tree of decisions lie, which the salt tells from other parts. */
    void group(int decision, int salt, int first, int second, int third) {
        seek(decision, salt, first, second, third);
        base0 &= -GROUP;
        base1 &= -GROUP;
        base2 &= -GROUP;
    }

    private void seek(int decision, int salt, int first, int second, int third) {
        int own = (decision >>> 2) * FAMILY + salt;
        int hash0 = hash(first, own);
        int hash1 = hash(second, own + SECOND);
        int hash2 = hash(third, own + THIRD);
        base0 = hash0 >>> shift;
        base1 = hash1 >>> shift;
        base2 = hash2 >>> shift;
        tag0 = hash0 << COUNT_BITS & TAG_MASK;
        tag1 = hash1 << COUNT_BITS & TAG_MASK;
        tag2 = hash2 << COUNT_BITS & TAG_MASK;
    }

    /**
     * A bit of the part of a tree that {@link #group} went to.
     *
     * @param node below {@link #GROUP}
     */
    int node(int bit, int decision, int node) {
        return mix(bit, decision, base0 + node, base1 + node, base2 + node);
    }

    private int mix(int bit, int decision, int place0, int place1, int place2) {
        int counter0 = counter(place0, tag0);
        int counter1 = counter(place1, tag1);
        int counter2 = counter(place2, tag2);
        int input0 = STRETCHED[counter0 >>> Integer.SIZE - SCALE_BITS];
        int input1 = STRETCHED[counter1 >>> Integer.SIZE - SCALE_BITS];
        int input2 = STRETCHED[counter2 >>> Integer.SIZE - SCALE_BITS];
        int[] weights = this.weights;
        int set = (decision * LEVELS + LEVEL[counter0 & COUNT_MASK]) * CONTEXTS;
        long sum = (long) weights[set] * input0 + (long) weights[set + 1] * input1 + (long) weights[set + 2] * input2;
        int x = (int) Math.max(-LIMIT, Math.min(LIMIT, sum >> 16));
        int one = SQUASHED[x + LIMIT + 1 & SQUASHED.length - 1];
        int found = coder.code(bit, one << BinaryCoder.PROBABILITY_BITS - SCALE_BITS);
        int error = ((found << SCALE_BITS) - one) * RATE;
        weights[set] += input0 * error + 0x800 >> 12;
        weights[set + 1] += input1 * error + 0x800 >> 12;
        weights[set + 2] += input2 * error + 0x800 >> 12;
        counters[place0] = learned(counter0, found);
        counters[place1] = learned(counter1, found);
        counters[place2] = learned(counter2, found);
        return found;
    }

    private int counter(int place, int tag) {
        int counter = counters[place] ^ UNKNOWN;
        return ((counter ^ tag) & TAG_MASK) == 0 ? counter : UNKNOWN | tag;
    }

    private static int learned(int counter, int bit) {
        int seen = counter & COUNT_MASK;
        int probability = counter >>> PROBABILITY_SHIFT;
        // Fits: the largest step of all is made from the middle.
        int changed = probability + ((bit * 0xFFFF - probability) * STEP[seen] >> 16);
        return (changed << PROBABILITY_SHIFT | counter & TAG_MASK | (seen < MOST_SEEN ? seen + 1 : seen)) ^ UNKNOWN;
    }
}
