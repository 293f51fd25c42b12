package io.tokenloom.token;

/**
 * Ids in as few bits as their vocabulary needs, one after the other without gaps: the most significant bit of the first
 * id is the most significant bit of the first byte; the bits left over in the last byte are 0. Thread-safe: stateless.
 */
public final class PackedIds {
    private static final int MOST_BITS = 31;

    private PackedIds() {}

    /**
     * Bits of one id: the binary logarithm of the vocabulary's size, rounded up, and 1 at least.
     *
     * @throws TokenContractException if the size is not positive
     */
    public static int bitsPerId(int vocabularySize) {
        if (vocabularySize < 1) {
            throw new TokenContractException("A vocabulary of " + vocabularySize
                    + " ids has no bits per id. Give its size, 1 or more; the tokenizer's description has it.");
        }
        return Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(vocabularySize - 1));
    }

    /** Bytes of so many ids. */
    public static long bytes(long ids, int bitsPerId) {
        return Math.addExact(Math.multiplyExact(ids, requireBits(bitsPerId)), Byte.SIZE - 1) / Byte.SIZE;
    }

    /** How many ids fit into so many bytes; as well how many tokens, of the bits that their ids have together. */
    public static long idsWithin(long bytes, int bits) {
        if (bits < 1) {
            throw new TokenContractException("An id of " + bits + " bits; 1 or more are valid.");
        }
        // Whole rounds of as many bytes as an id has bits hold eight ids each; no product can overflow.
        return bytes / bits * Byte.SIZE + bytes % bits * Byte.SIZE / bits;
    }

    /**
     * The bytes of some ids.
     *
     * @throws TokenContractException if an id doesn't fit into the bits
     */
    public static byte[] pack(int[] ids, int bitsPerId) {
        byte[] packed = new byte[Math.toIntExact(bytes(ids.length, bitsPerId))];
        long open = 0;
        int openBits = 0;
        int at = 0;
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] < 0 || ids[i] >>> bitsPerId != 0) {
                throw new TokenContractException("Id " + ids[i] + " at " + i + " doesn't fit into " + bitsPerId
                        + " bits. Take the bits of the vocabulary that it is of.");
            }
            open = open << bitsPerId | ids[i];
            openBits += bitsPerId;
            while (openBits >= Byte.SIZE) {
                openBits -= Byte.SIZE;
                packed[at++] = (byte) (open >>> openBits);
            }
        }
        if (openBits > 0) {
            packed[at] = (byte) (open << Byte.SIZE - openBits);
        }
        return packed;
    }

    /**
     * The ids that were packed.
     *
     * @param count how many
     * @throws TokenContractException if the bytes are not those of so many ids
     */
    public static int[] unpack(byte[] packed, int count, int bitsPerId) {
        if (count < 0 || bytes(count, bitsPerId) != packed.length) {
            throw new TokenContractException(packed.length + " bytes are not " + count + " ids of " + bitsPerId
                    + " bits. Give the count that was packed.");
        }
        int[] ids = new int[count];
        long mask = (1L << bitsPerId) - 1;
        long open = 0;
        int openBits = 0;
        int at = 0;
        for (int i = 0; i < count; i++) {
            while (openBits < bitsPerId) {
                open = open << Byte.SIZE | packed[at++] & 0xff;
                openBits += Byte.SIZE;
            }
            openBits -= bitsPerId;
            ids[i] = (int) (open >>> openBits & mask);
        }
        return ids;
    }

    private static int requireBits(int bitsPerId) {
        if (bitsPerId < 1 || bitsPerId > MOST_BITS) {
            throw new TokenContractException("An id of " + bitsPerId + " bits; 1 to " + MOST_BITS + " are valid.");
        }
        return bitsPerId;
    }
}
