package io.tokenloom.archive.lines;

/** Numbers as bits of a {@link ContextMixer}. Each method writes or reads, and returns the number. Not thread-safe. */
final class SymbolCoder {
    /** Bits of a number's length. */
    private static final int LENGTH_BITS = 5;
    /** So many bits of a number behind its highest have contexts; what follows is noise. */
    private static final int TOLD_BITS = 4;

    private static final int UNARY = 1 << 20;
    private static final int BELOW = 1 << 21;
    private static final int ONE = 1 << BinaryCoder.PROBABILITY_BITS;
    private static final int EVEN = ONE / 2;

    private final ContextMixer mixer;
    private final BinaryCoder coder;

    SymbolCoder(ContextMixer mixer, BinaryCoder coder) {
        this.mixer = mixer;
        this.coder = coder;
    }

    boolean flag(boolean value, int selector, int[] contexts, int count) {
        return mixer.code(value ? 1 : 0, selector, contexts, count, 0) != 0;
    }

    /** One of 2^bits, every bit known by those above it. */
    int choice(int value, int bits, int selector, int[] contexts, int count) {
        int node = 1;
        for (int i = bits - 1; i >= 0; i--) {
            node = node << 1 | mixer.code(value >>> i & 1, selector, contexts, count, node);
        }
        return node - (1 << bits);
    }

    /** From 0 on, small ones most likely: the number of bits one by one, then the bits. */
    int size(int value, int selector, int[] contexts, int count) {
        int length = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(value + 1);
        int bits = 0;
        while (bits < Integer.SIZE - 2
                && mixer.code(bits < length ? 1 : 0, selector, contexts, count, UNARY + bits) != 0) {
            bits++;
        }
        int node = 1;
        for (int i = bits - 1; i >= 0; i--) {
            int bit = value + 1 >>> i & 1;
            node = node << 1
                    | (bits - i <= TOLD_BITS
                            ? mixer.code(bit, selector, contexts, count, BELOW + (bits << LENGTH_BITS + 3) + node)
                            : coder.code(bit, EVEN));
        }
        return node - 1;
    }

    /** From 1 on, of any size: how many bits, then all of them, by weights of the selector and the three behind it. */
    int large(int value, int selector, int[] contexts, int count) {
        int length = choice(Integer.SIZE - Integer.numberOfLeadingZeros(value), LENGTH_BITS, selector, contexts, count);
        int node = 1;
        for (int i = length - 2; i >= 0; i--) {
            int depth = Math.min(3, length - 2 - i);
            node = node << 1
                    | mixer.code(value >>> i & 1, selector + depth, contexts, count, BELOW + (length << 22) + node);
        }
        return node;
    }

    /** A decimal digit of which nothing is known. */
    int digit(int value) {
        int found = coder.code(value >= 5 ? 1 : 0, EVEN);
        int rest = value - 5 * found;
        int low = coder.code(rest >= 3 ? 1 : 0, 2 * ONE / 5);
        rest -= 3 * low;
        if (low == 0) {
            int first = coder.code(rest >= 1 ? 1 : 0, 2 * ONE / 3);
            return 5 * found + (first == 0 ? 0 : 1 + coder.code(rest >= 2 ? 1 : 0, EVEN));
        }
        return 5 * found + 3 + coder.code(rest >= 1 ? 1 : 0, EVEN);
    }
}
