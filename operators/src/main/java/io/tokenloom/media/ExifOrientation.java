package io.tokenloom.media;

import io.tokenloom.deadletter.TokenizationException;
import java.util.Arrays;

/**
 * Reads one tag, the orientation, from the first directory of an EXIF block. Reads nothing else, follows one offset and
 * allocates nothing by a count in the file, which is where EXIF libraries have been hurt. A block that makes no sense
 * says nothing: the image is shown as stored.
 */
final class ExifOrientation {
    private static final int ORIENTATION_TAG = 0x0112;
    private static final int SHORT_TYPE = 3;
    private static final int ENTRY_BYTES = 12;

    private ExifOrientation() {}

    /**
     * @param file the file
     * @param from where the TIFF header of the block is
     * @param length bytes of the block from there
     */
    static Orientation read(ByteView file, int from, int length) {
        try {
            file.need(from, length);
            ByteView block = new ByteView(file.type(), Arrays.copyOfRange(file.bytes(), from, from + length));
            if (block.has(0, "II*\0")) {
                return read(block, Order.LITTLE);
            }
            return block.has(0, "MM\0*") ? read(block, Order.BIG) : Orientation.AS_STORED;
        } catch (TokenizationException e) {
            // A directory that runs over the end of its block is a broken hint, not a broken image.
            return Orientation.AS_STORED;
        }
    }

    private static Orientation read(ByteView block, Order order) {
        long directory = order.u32(block, 4);
        block.need(directory, 2);
        int entries = order.u16(block, (int) directory);
        for (int i = 0; i < entries; i++) {
            int entry = (int) directory + 2 + i * ENTRY_BYTES;
            if (order.u16(block, entry) == ORIENTATION_TAG) {
                return order.u16(block, entry + 2) == SHORT_TYPE
                        ? Orientation.of(order.u16(block, entry + 8))
                        : Orientation.AS_STORED;
            }
        }
        return Orientation.AS_STORED;
    }

    private enum Order {
        LITTLE {
            @Override
            int u16(ByteView block, int at) {
                return block.u16le(at);
            }

            @Override
            long u32(ByteView block, int at) {
                return block.u32le(at);
            }
        },
        BIG {
            @Override
            int u16(ByteView block, int at) {
                return block.u16be(at);
            }

            @Override
            long u32(ByteView block, int at) {
                return block.u32be(at);
            }
        };

        abstract int u16(ByteView block, int at);

        abstract long u32(ByteView block, int at);
    }
}
