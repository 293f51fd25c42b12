package io.tokenloom.text.split;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Masks by vectors of 64 bytes. Each byte gets its type as one bit, from a table in two vectors; the eight by eight bits
 * of each lane of eight bytes are transposed, then the bytes among the lanes. Turning a mask of the vector API into a long
 * would be simpler, but is no intrinsic in JDK 17 and takes more than fifty times as long.
 *
 * <p>All vectors that don't change are constants: each of them made in place would be one more call to be inlined, and
 * where that fails vectors become objects.
 */
final class VectorMasks extends AsciiMasks {
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_512;
    private static final ByteVector FIRST_HALF = types(0);
    private static final ByteVector SECOND_HALF = types(64);
    private static final ByteVector INDEX = ByteVector.broadcast(BYTES, (byte) 63);
    private static final ByteVector SECOND = ByteVector.broadcast(BYTES, (byte) 64);
    private static final ByteVector SIGN = ByteVector.broadcast(BYTES, Byte.MIN_VALUE);
    private static final LongVector BLOCKS_OF_ONE = LongVector.broadcast(LongVector.SPECIES_512, 0x00AA00AA00AA00AAL);
    private static final LongVector BLOCKS_OF_TWO = LongVector.broadcast(LongVector.SPECIES_512, 0x0000CCCC0000CCCCL);
    private static final LongVector BLOCKS_OF_FOUR = LongVector.broadcast(LongVector.SPECIES_512, 0x00000000F0F0F0F0L);

    /** Takes byte n of each lane into lane n. */
    private static final VectorShuffle<Byte> BYTES_TRANSPOSED = VectorShuffle.fromOp(BYTES, i -> (i & 7) << 3 | i >> 3);

    private static ByteVector types(int first) {
        byte[] types = new byte[BYTES.length()];
        for (int i = 0; i < types.length; i++) {
            // The bit of punctuation is the one behind the byte, so it has none.
            types[i] = (byte) (1 << typeOf(first + i));
        }
        return ByteVector.fromArray(BYTES, types, 0);
    }

    @Override
    boolean isFast() {
        return ByteVector.SPECIES_PREFERRED.length() == WIDTH;
    }

    @Override
    long ends(byte[] utf8, int at, int to, BoundaryRule rule) {
        int from = Math.min(at, utf8.length - WIDTH);
        ByteVector text = ByteVector.fromArray(BYTES, utf8, from);
        ByteVector index = text.lanewise(VectorOperators.AND, INDEX);
        // What is no ASCII is negative, and its sign is the bit of what is foreign; what the table says of it is not
        // read.
        LongVector types = index.selectFrom(FIRST_HALF)
                .blend(index.selectFrom(SECOND_HALF), text.compare(VectorOperators.GE, SECOND))
                .lanewise(VectorOperators.OR, text.lanewise(VectorOperators.AND, SIGN))
                .reinterpretAsLongs();
        LongVector masks = swapped(swapped(swapped(types, 7, BLOCKS_OF_ONE), 14, BLOCKS_OF_TWO), 28, BLOCKS_OF_FOUR)
                .reinterpretAsBytes()
                .rearrange(BYTES_TRANSPOSED)
                .reinterpretAsLongs();
        return ends(
                utf8,
                at,
                to,
                rule,
                at - from,
                masks.lane(0),
                masks.lane(1),
                masks.lane(2),
                masks.lane(3),
                masks.lane(4),
                masks.lane(5),
                masks.lane(6),
                masks.lane(7));
    }

    /** One of three steps that transpose a matrix of eight by eight bits in each lane: swaps blocks across its diagonal. */
    private static LongVector swapped(LongVector x, int distance, LongVector blocks) {
        LongVector differing = x.lanewise(VectorOperators.LSHR, distance)
                .lanewise(VectorOperators.XOR, x)
                .lanewise(VectorOperators.AND, blocks);
        return x.lanewise(VectorOperators.XOR, differing)
                .lanewise(VectorOperators.XOR, differing.lanewise(VectorOperators.LSHL, distance));
    }
}
