package io.tokenloom.token;

import java.util.BitSet;
import java.util.List;

/**
 * Which positions of a grid were kept, one bit each in raster order, the first in the most significant bit of the first
 * byte: 32 bytes for the 256 patches of LaVIT. Thread-safe: stateless.
 */
public final class KeepBitmap {
    private KeepBitmap() {}

    /**
     * The bitmap of some kept positions.
     *
     * @param kept ascending
     * @param positions of the grid
     * @throws TokenContractException if they don't ascend or lie outside the grid
     */
    public static byte[] of(List<Integer> kept, int positions) {
        byte[] bitmap = new byte[bytes(positions)];
        int before = -1;
        for (int position : kept) {
            if (position <= before || position >= positions) {
                throw new TokenContractException("Kept position " + position + " after " + before + " in a grid of "
                        + positions + ". A bitmap keeps no other order than raster order: sort them.");
            }
            bitmap[position / Byte.SIZE] |= (byte) (0x80 >>> position % Byte.SIZE);
            before = position;
        }
        return bitmap;
    }

    /**
     * The positions of a bitmap, ascending.
     *
     * @throws TokenContractException if it is not of so many positions
     */
    public static List<Integer> positions(byte[] bitmap, int positions) {
        if (bitmap.length != bytes(positions)) {
            throw new TokenContractException("A bitmap of " + bitmap.length + " bytes is not one of " + positions
                    + " positions, which has " + bytes(positions) + ".");
        }
        BitSet left = new BitSet();
        for (int i = 0; i < bitmap.length * Byte.SIZE; i++) {
            left.set(i, (bitmap[i / Byte.SIZE] & 0x80 >>> i % Byte.SIZE) != 0);
        }
        if (left.length() > positions) {
            throw new TokenContractException(
                    "The bitmap keeps position " + (left.length() - 1) + " of a grid of " + positions + ".");
        }
        return left.stream().boxed().toList();
    }

    private static int bytes(int positions) {
        return (positions + Byte.SIZE - 1) / Byte.SIZE;
    }
}
