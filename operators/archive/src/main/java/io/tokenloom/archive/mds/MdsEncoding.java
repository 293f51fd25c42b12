package io.tokenloom.archive.mds;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** How a column's values become bytes. */
public enum MdsEncoding {
    /** 64 bits: a {@code Long}. */
    INT("int", Long.BYTES) {
        @Override
        byte[] encode(Object value) {
            return little(Long.BYTES).putLong((Long) value).array();
        }

        @Override
        Object decode(ByteBuffer bytes) {
            return bytes.getLong();
        }
    },
    /** UTF-8: a {@code String}. */
    STR("str", 0) {
        @Override
        byte[] encode(Object value) {
            return ((String) value).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        Object decode(ByteBuffer bytes) {
            return StandardCharsets.UTF_8.decode(bytes).toString();
        }
    },
    /** One axis of 32 bits: an {@code int[]}. Python reads a NumPy array. */
    INT32S("ndarray:int32", 0) {
        @Override
        byte[] encode(Object value) {
            int[] numbers = (int[]) value;
            // One axis, whose length takes 1, 2 or 4 bytes: the number of axes lies above two bits that say which.
            int kind = numbers.length < 1 << Byte.SIZE ? 0 : numbers.length < 1 << Short.SIZE ? 1 : 2;
            ByteBuffer out = little(1 + (1 << kind) + numbers.length * Integer.BYTES);
            out.put((byte) (1 << 2 | kind));
            switch (kind) {
                case 0 -> out.put((byte) numbers.length);
                case 1 -> out.putShort((short) numbers.length);
                default -> out.putInt(numbers.length);
            }
            out.asIntBuffer().put(numbers);
            return out.array();
        }

        @Override
        Object decode(ByteBuffer bytes) {
            int head = bytes.get();
            int length =
                    switch (head) {
                        case 1 << 2 -> Byte.toUnsignedInt(bytes.get());
                        case 1 << 2 | 1 -> Short.toUnsignedInt(bytes.getShort());
                        case 1 << 2 | 2 -> bytes.getInt();
                        default -> throw new CorruptShardException("an array has a head of " + head);
                    };
            if (bytes.remaining() != (long) length * Integer.BYTES) {
                throw new CorruptShardException(
                        "an array of " + length + " numbers takes " + bytes.remaining() + " bytes");
            }
            int[] numbers = new int[length];
            bytes.asIntBuffer().get(numbers);
            return numbers;
        }
    };

    private final String title;
    private final int fixed;

    MdsEncoding(String title, int fixed) {
        this.title = title;
        this.fixed = fixed;
    }

    /** @throws CorruptShardException if no encoding here is called so */
    static MdsEncoding of(String title) {
        for (MdsEncoding encoding : values()) {
            if (encoding.title.equals(title)) {
                return encoding;
            }
        }
        throw new CorruptShardException("a column is encoded as " + title);
    }

    /** As MDS calls it. */
    String title() {
        return title;
    }

    /** Bytes of every value; empty where they differ. */
    OptionalInt size() {
        return fixed == 0 ? OptionalInt.empty() : OptionalInt.of(fixed);
    }

    abstract byte[] encode(Object value);

    /** Reads all of some little-endian bytes. */
    abstract Object decode(ByteBuffer bytes);

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
