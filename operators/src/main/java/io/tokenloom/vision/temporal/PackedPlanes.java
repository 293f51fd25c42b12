package io.tokenloom.vision.temporal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** The planes of a prepared picture without loss in fewer bytes: DEFLATE (RFC 1951) in zlib's frame (RFC 1950). */
final class PackedPlanes {
    private PackedPlanes() {}

    static byte[] pack(byte[] planes) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(planes);
            deflater.finish();
            byte[] packed = new byte[most(planes.length)];
            int length = deflater.deflate(packed);
            if (!deflater.finished()) {
                throw new AssertionError(planes.length + " bytes took more than " + packed.length);
            }
            return Arrays.copyOf(packed, length);
        } finally {
            deflater.end();
        }
    }

    /**
     * The planes again.
     *
     * @param length how many bytes they have
     * @throws IllegalStateException if it is not the packed form of so many
     */
    static byte[] unpack(ByteBuffer packed, int length) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed.duplicate());
            byte[] planes = new byte[length];
            int found = inflater.inflate(planes);
            // The checksum comes behind the last byte.
            if (found != length || inflater.inflate(new byte[1]) != 0 || !inflater.finished()) {
                throw broken(null);
            }
            return planes;
        } catch (DataFormatException e) {
            throw broken(e);
        } finally {
            inflater.end();
        }
    }

    private static IllegalStateException broken(DataFormatException cause) {
        return new IllegalStateException(
                "a frame in the state of a stream can't be unpacked: the state is of another tokenizer, or broken."
                        + " Restore from another savepoint, or begin the streams anew.",
                cause);
    }

    /** Most bytes that so many can take, as zlib's own bound has it. */
    static int most(int length) {
        return length + (length >> 12) + (length >> 14) + (length >> 25) + 13;
    }
}
