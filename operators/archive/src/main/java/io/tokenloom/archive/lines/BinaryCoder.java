package io.tokenloom.archive.lines;

/**
 * The far end of a model that writes and reads by the same code: a writer is told each bit and keeps it, a reader takes no
 * notice of what it is told and says the bit that was written. Not thread-safe.
 */
interface BinaryCoder {
    /** Bits of a probability. */
    int PROBABILITY_BITS = 16;
    /** The most that an even choice may have. */
    int MOST_EVEN = 1 << 12;
    /** Where an interval is smaller, an even choice is made by halves. */
    int LEAST_RANGE = 1 << 20;

    /**
     * One bit.
     *
     * @param bit to write; ignored when reading
     * @param one probability that the bit is 1, of 65536: 1..65535
     * @return the bit
     */
    int code(int bit, int one);

    /**
     * One of some that are all as likely.
     *
     * @param value to write, from 0; ignored when reading
     * @param total how many there are: 2..{@value #MOST_EVEN}
     * @return the value
     */
    int even(int value, int total);

    /** {@link #even} by bits, for intervals of any size. */
    static int halve(BinaryCoder coder, int value, int total) {
        int from = 0;
        int to = total;
        while (to - from > 1) {
            int middle = from + to >>> 1;
            int upper = (to - middle << PROBABILITY_BITS) / (to - from);
            if (coder.code(value >= middle ? 1 : 0, upper) != 0) {
                from = middle;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
