package io.tokenloom.archive.megatron;

import java.nio.ByteBuffer;

/** Which numbers ids are written as. */
public enum IdType {
    /** 16 bits without a sign: what Megatron-LM chooses for fewer than 65,500 ids. */
    UINT16(8, Short.BYTES),
    /** 32 bits. */
    INT32(4, Integer.BYTES);

    private static final int MOST_SHORT = 65_500;

    private final int code;
    private final int bytes;

    IdType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /** As Megatron-LM chooses for a vocabulary. */
    public static IdType of(int vocabularySize) {
        return vocabularySize < MOST_SHORT ? UINT16 : INT32;
    }

    /** @throws CorruptIndexException if it is the code of another kind of number */
    static IdType ofCode(int code) {
        for (IdType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new CorruptIndexException("its numbers are of kind " + code + ", not 8 (uint16) or 4 (int32)");
    }

    int code() {
        return code;
    }

    int bytes() {
        return bytes;
    }

    void put(ByteBuffer out, int id) {
        if (this == UINT16) {
            out.putShort((short) id);
        } else {
            out.putInt(id);
        }
    }

    int get(ByteBuffer in) {
        return this == UINT16 ? Short.toUnsignedInt(in.getShort()) : in.getInt();
    }

    boolean holds(int id) {
        return id >= 0 && (this == INT32 || id <= 0xFFFF);
    }
}
