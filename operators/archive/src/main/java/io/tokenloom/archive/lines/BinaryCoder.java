package io.tokenloom.archive.lines;

/**
 * The far end of a model that writes and reads by the same code: a writer is told each bit and keeps it, a reader takes no
 * notice of what it is told and says the bit that was written. Not thread-safe.
 */
interface BinaryCoder {
    /** Bits of a probability. */
    int PROBABILITY_BITS = 16;

    /**
     * One bit.
     *
     * @param bit to write; ignored when reading
     * @param one probability that the bit is 1, of 65536: 1..65535
     * @return the bit
     */
    int code(int bit, int one);
}
