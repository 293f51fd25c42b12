package io.tokenloom.media;

import java.nio.charset.StandardCharsets;

/** Reads numbers out of an image file; what lies behind its end is the failure of a truncated file. */
record ByteView(MediaType type, byte[] bytes) {
    int length() {
        return bytes.length;
    }

    /** Fails unless {@code count} bytes are there from {@code at}. */
    void need(long at, long count) {
        if (at < 0 || count < 0 || at + count > bytes.length) {
            throw ImageFailure.broken(
                    type, "it ends at byte " + bytes.length + ", what its header names goes to byte " + (at + count));
        }
    }

    int u8(int at) {
        need(at, 1);
        return bytes[at] & 0xff;
    }

    int u16be(int at) {
        return u8(at) << 8 | u8(at + 1);
    }

    int u16le(int at) {
        return u8(at + 1) << 8 | u8(at);
    }

    int u24le(int at) {
        return u8(at + 2) << 16 | u16le(at);
    }

    long u32be(int at) {
        return (long) u16be(at) << 16 | u16be(at + 2);
    }

    long u32le(int at) {
        return (long) u16le(at + 2) << 16 | u16le(at);
    }

    /** Four characters, such as the name of a chunk. */
    String name(int at) {
        need(at, 4);
        return new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
    }

    boolean has(int at, String expected) {
        if (at + expected.length() > bytes.length) {
            return false;
        }
        for (int i = 0; i < expected.length(); i++) {
            if ((bytes[at + i] & 0xff) != expected.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
