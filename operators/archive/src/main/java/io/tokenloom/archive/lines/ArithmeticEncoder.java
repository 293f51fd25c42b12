package io.tokenloom.archive.lines;

import java.io.ByteArrayOutputStream;

/**
 * A binary arithmetic coder of 32 bits without carries: the interval keeps its top byte until both ends share it. The
 * probability of each bit comes from outside, which is why no coder of a compression library does: theirs (LZMA's is the
 * best kept) have their adaptive probabilities built in.
 */
final class ArithmeticEncoder implements BinaryCoder {
    private static final int TOP = 24;

    private final ByteArrayOutputStream out;
    private int low;
    private int high = -1;

    ArithmeticEncoder(ByteArrayOutputStream out) {
        this.out = out;
    }

    @Override
    public int code(int bit, int one) {
        long range = Integer.toUnsignedLong(high) - Integer.toUnsignedLong(low);
        int middle = low + (int) ((range * one) >>> PROBABILITY_BITS);
        if (bit != 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
        shift();
        return bit;
    }

    private void shift() {
        while ((low ^ high) >>> TOP == 0) {
            out.write(high >>> TOP);
            low <<= Byte.SIZE;
            high = high << Byte.SIZE | 0xFF;
        }
    }

    @Override
    public int even(int value, int total) {
        long range = Integer.toUnsignedLong(high) - Integer.toUnsignedLong(low);
        if (range < LEAST_RANGE) {
            return BinaryCoder.halve(this, value, total);
        }
        int part = (int) (range / total);
        low += part * value;
        high = low + part - 1;
        shift();
        return value;
    }

    /** Writes what the decoder needs to tell the last bits; nothing follows. */
    void finish() {
        // Bytes behind the end are read as zeros: the shortest number of the interval will do.
        int first = low >>> TOP;
        if (low << Byte.SIZE != 0) {
            first++;
        }
        if (first != 0) {
            out.write(first);
        }
    }
}
