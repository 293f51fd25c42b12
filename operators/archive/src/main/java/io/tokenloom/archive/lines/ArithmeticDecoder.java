package io.tokenloom.archive.lines;

/** Reads what {@link ArithmeticEncoder} wrote. Behind the end it reads zeros, so damaged bytes give wrong bits and no exception. */
final class ArithmeticDecoder implements BinaryCoder {
    private static final int TOP = 24;

    private final byte[] in;
    private final int end;
    private int at;
    private int low;
    private int high = -1;
    private int value;

    ArithmeticDecoder(byte[] in, int from, int to) {
        this.in = in;
        this.at = from;
        this.end = to;
        for (int i = 0; i < Integer.BYTES; i++) {
            value = value << Byte.SIZE | next();
        }
    }

    private int next() {
        return at < end ? in[at++] & 0xFF : 0;
    }

    @Override
    public int code(int bit, int one) {
        long range = Integer.toUnsignedLong(high) - Integer.toUnsignedLong(low);
        int middle = low + (int) ((range * one) >>> PROBABILITY_BITS);
        int found;
        if (Integer.compareUnsigned(value, middle) <= 0) {
            high = middle;
            found = 1;
        } else {
            low = middle + 1;
            found = 0;
        }
        shift();
        return found;
    }

    private void shift() {
        while ((low ^ high) >>> TOP == 0) {
            low <<= Byte.SIZE;
            high = high << Byte.SIZE | 0xFF;
            value = value << Byte.SIZE | next();
        }
    }

    @Override
    public int even(int ignored, int total) {
        long range = Integer.toUnsignedLong(high) - Integer.toUnsignedLong(low);
        if (range < LEAST_RANGE) {
            return BinaryCoder.halve(this, 0, total);
        }
        int part = (int) (range / total);
        int found = (int) Math.min(total - 1, Integer.toUnsignedLong(value - low) / part);
        low += part * found;
        high = low + part - 1;
        shift();
        return found;
    }
}
