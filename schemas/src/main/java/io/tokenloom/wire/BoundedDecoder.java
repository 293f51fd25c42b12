package io.tokenloom.wire;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;

/**
 * Avro's binary encoding over one byte array. Every length is checked against the bytes that are left before anything is
 * allocated, which Avro's own decoder does not do: twelve bytes must not be able to ask for two gigabytes. An element of
 * an array or map is taken to have at least one byte, true for every schema of ours. Not thread-safe.
 */
final class BoundedDecoder extends Decoder {
    private static final int MAX_VARINT_BITS = 64;

    private byte[] bytes = {};
    private int position;

    void reset(byte[] value, int offset) {
        bytes = value;
        position = offset;
    }

    /** Drops the reference, so that a large value doesn't live until the next one. */
    void release() {
        bytes = new byte[0];
        position = 0;
    }

    int remaining() {
        return bytes.length - position;
    }

    @Override
    public void readNull() {
        // Null has no bytes.
    }

    @Override
    public boolean readBoolean() throws IOException {
        return readByte() == 1;
    }

    @Override
    public int readInt() throws IOException {
        long wide = readLong();
        if (wide != (int) wide) {
            throw new IOException("a number is too large for an int");
        }
        return (int) wide;
    }

    @Override
    public long readLong() throws IOException {
        long zigzag = 0;
        for (int shift = 0; shift < MAX_VARINT_BITS; shift += 7) {
            int next = readByte();
            zigzag |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return zigzag >>> 1 ^ -(zigzag & 1);
            }
        }
        throw new IOException("a number has more than ten bytes");
    }

    @Override
    public float readFloat() throws IOException {
        return Float.intBitsToFloat((int) readLittleEndian(Float.BYTES));
    }

    @Override
    public double readDouble() throws IOException {
        return Double.longBitsToDouble(readLittleEndian(Double.BYTES));
    }

    @Override
    public Utf8 readString(Utf8 old) throws IOException {
        return new Utf8(readString());
    }

    @Override
    public String readString() throws IOException {
        int length = readLength();
        String text = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    @Override
    public void skipString() throws IOException {
        skipFixed(readLength());
    }

    @Override
    public ByteBuffer readBytes(ByteBuffer old) throws IOException {
        byte[] copy = new byte[readLength()];
        readFixed(copy, 0, copy.length);
        return ByteBuffer.wrap(copy);
    }

    @Override
    public void skipBytes() throws IOException {
        skipFixed(readLength());
    }

    @Override
    public void readFixed(byte[] target, int start, int length) throws IOException {
        require(length);
        System.arraycopy(bytes, position, target, start, length);
        position += length;
    }

    @Override
    public void skipFixed(int length) throws IOException {
        require(length);
        position += length;
    }

    @Override
    public int readEnum() throws IOException {
        return readInt();
    }

    @Override
    public long readArrayStart() throws IOException {
        return readBlockCount();
    }

    @Override
    public long arrayNext() throws IOException {
        return readBlockCount();
    }

    @Override
    public long skipArray() throws IOException {
        return skipBlocks();
    }

    @Override
    public long readMapStart() throws IOException {
        return readBlockCount();
    }

    @Override
    public long mapNext() throws IOException {
        return readBlockCount();
    }

    @Override
    public long skipMap() throws IOException {
        return skipBlocks();
    }

    @Override
    public int readIndex() throws IOException {
        return readInt();
    }

    private byte readByte() throws EOFException {
        require(1);
        return bytes[position++];
    }

    private long readLittleEndian(int width) throws EOFException {
        require(width);
        long bits = 0;
        for (int i = 0; i < width; i++) {
            bits |= (bytes[position++] & 0xffL) << (i * Byte.SIZE);
        }
        return bits;
    }

    private int readLength() throws IOException {
        long length = readLong();
        require(length);
        return (int) length;
    }

    /** Elements of the next block; a negative count says that the block's size in bytes follows. */
    private long readBlockCount() throws IOException {
        long count = readLong();
        if (count < 0) {
            require(readLong());
            // The smallest long stays negative here and is refused below.
            count = -count;
        }
        require(count);
        return count;
    }

    /** Skips the blocks that state their size; elements of the first one that doesn't, 0 at the end. */
    private long skipBlocks() throws IOException {
        long count = readLong();
        while (count < 0) {
            skipFixed(readLength());
            count = readLong();
        }
        require(count);
        return count;
    }

    private void require(long length) throws EOFException {
        if (length < 0 || length > remaining()) {
            throw new EOFException(
                    "a field claims " + length + " bytes or elements, " + remaining() + " bytes are left");
        }
    }
}
