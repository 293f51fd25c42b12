package io.tokenloom.archive.lines;

/**
 * Numbers as bits of a {@link ContextMixer}. Each method writes or reads, takes a {@link Decision} and three contexts, the
 * closest first, and returns the number. Not thread-safe.
 */
final class SymbolCoder {
    /** Bits of a number's length. */
    private static final int LENGTH_BITS = 5;
    /** So many bits of a number behind its highest have contexts; what follows is noise. */
    private static final int TOLD_BITS = 3;
    /** Bits of a tree that make a group. */
    private static final int GROUP_BITS = 4;

    private static final int NOISE_BITS = 12;
    private static final int MOST_BITS = 48;
    private static final int UNARY = 1 << 20;
    private static final int BELOW = 1 << 21;

    private final ContextMixer mixer;
    private final BinaryCoder coder;

    SymbolCoder(ContextMixer mixer, BinaryCoder coder) {
        this.mixer = mixer;
        this.coder = coder;
    }

    boolean flag(boolean value, int decision, int first, int second, int third) {
        return mixer.flag(value ? 1 : 0, decision, first, second, third) != 0;
    }

    /** One of 2^bits, every bit known by those above it. */
    int choice(int value, int bits, int decision, int first, int second, int third) {
        int node = 1;
        int inner = 1;
        for (int i = bits - 1; i >= 0; i--) {
            if ((bits - 1 - i) % GROUP_BITS == 0) {
                mixer.group(decision, node, first, second, third);
                inner = 1;
            }
            int bit = mixer.node(value >>> i & 1, decision, inner);
            node = node << 1 | bit;
            inner = inner << 1 | bit;
        }
        return node - (1 << bits);
    }

    /** From 0 to 2^48, small ones most likely: the number of bits one by one, then the bits. */
    long size(long value, int decision, int first, int second, int third) {
        int length = Long.SIZE - 1 - Long.numberOfLeadingZeros(value + 1);
        int bits = 0;
        while (bits < MOST_BITS) {
            int node = bits % ContextMixer.GROUP;
            if (node == 0) {
                mixer.group(decision, UNARY + bits, first, second, third);
            }
            if (mixer.node(bits < length ? 1 : 0, decision, node) == 0) {
                break;
            }
            bits++;
        }
        if (bits > 0) {
            mixer.group(decision, BELOW + bits, first, second, third);
        }
        return bits(value + 1, bits, decision + 1) - 1;
    }

    /** From 1 on, of any size, and of which only the size is like others: how many bits, then the bits. */
    int fresh(int value, int decision, int first, int second, int third) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(value);
        int length = choice(bits, LENGTH_BITS, decision, first, second, third);
        mixer.group(decision, BELOW + length, first, second, third);
        return (int) bits(value, length - 1, decision + 1);
    }

    /** The bits below a number's highest: some known by those above them, the rest noise. */
    private long bits(long value, int bits, int decision) {
        int left = Math.max(0, bits - TOLD_BITS);
        long node = 1;
        for (int i = bits - 1; i >= left; i--) {
            node = node << 1 | mixer.node((int) (value >>> i & 1), decision, (int) node);
        }
        while (left > 0) {
            int now = Math.min(left, NOISE_BITS);
            left -= now;
            node = node << now | coder.even((int) (value >>> left) & (1 << now) - 1, 1 << now);
        }
        return node;
    }

    /** From 1 on, of any size: how many bits, then all of them, by weights of the decision and the three behind it. */
    int large(int value, int decision, int first, int second, int third) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(value);
        int length = choice(bits, LENGTH_BITS, decision, first, second, third);
        int node = 1;
        int inner = 1;
        for (int i = length - 2; i >= 0; i--) {
            int depth = length - 2 - i;
            if (depth % GROUP_BITS == 0) {
                mixer.group(decision, BELOW + (length << 22) + node, first, second, third);
                inner = 1;
            }
            int bit = mixer.node(value >>> i & 1, decision + Math.min(3, depth), inner);
            node = node << 1 | bit;
            inner = inner << 1 | bit;
        }
        return node;
    }

    /** One of so many, at most {@link BinaryCoder#MOST_EVEN}, of which nothing is known. */
    int even(int value, int total) {
        return coder.even(value, total);
    }
}
