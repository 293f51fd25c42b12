package io.tokenloom.text.split;

/**
 * Masks by a table. For each byte the table has a long with one bit in the byte lane of its type; eight of them, shifted
 * and put together, are the masks of eight bytes; and transposing eight of those, as a matrix of bytes, gives the masks.
 * Two loads and two operations for each byte, no multiplication, no branch.
 */
final class TableMasks extends AsciiMasks {
    private static final long[] LANE = new long[256];

    static {
        for (int b = 0; b < 256; b++) {
            int type = typeOf(b);
            LANE[b] = type == PUNCTUATION ? 0 : 1L << 8 * type;
        }
    }

    @Override
    boolean isFast() {
        return true;
    }

    @Override
    long ends(byte[] utf8, int at, int to, BoundaryRule rule) {
        int from = Math.min(at, utf8.length - WIDTH);
        long a = eight(utf8, from);
        long b = eight(utf8, from + 8);
        long c = eight(utf8, from + 16);
        long d = eight(utf8, from + 24);
        long e = eight(utf8, from + 32);
        long f = eight(utf8, from + 40);
        long g = eight(utf8, from + 48);
        long h = eight(utf8, from + 56);
        // Transposed in three steps, by blocks of four, two and one.
        long t = (a >>> 32 ^ e) & 0xFFFFFFFFL;
        a ^= t << 32;
        e ^= t;
        t = (b >>> 32 ^ f) & 0xFFFFFFFFL;
        b ^= t << 32;
        f ^= t;
        t = (c >>> 32 ^ g) & 0xFFFFFFFFL;
        c ^= t << 32;
        g ^= t;
        t = (d >>> 32 ^ h) & 0xFFFFFFFFL;
        d ^= t << 32;
        h ^= t;
        t = (a >>> 16 ^ c) & 0x0000FFFF0000FFFFL;
        a ^= t << 16;
        c ^= t;
        t = (b >>> 16 ^ d) & 0x0000FFFF0000FFFFL;
        b ^= t << 16;
        d ^= t;
        t = (e >>> 16 ^ g) & 0x0000FFFF0000FFFFL;
        e ^= t << 16;
        g ^= t;
        t = (f >>> 16 ^ h) & 0x0000FFFF0000FFFFL;
        f ^= t << 16;
        h ^= t;
        t = (a >>> 8 ^ b) & 0x00FF00FF00FF00FFL;
        a ^= t << 8;
        b ^= t;
        t = (c >>> 8 ^ d) & 0x00FF00FF00FF00FFL;
        c ^= t << 8;
        d ^= t;
        t = (e >>> 8 ^ f) & 0x00FF00FF00FF00FFL;
        e ^= t << 8;
        f ^= t;
        t = (g >>> 8 ^ h) & 0x00FF00FF00FF00FFL;
        g ^= t << 8;
        h ^= t;
        return ends(utf8, at, to, rule, at - from, a, b, c, d, e, f, g, h);
    }

    private static long eight(byte[] utf8, int i) {
        return LANE[utf8[i] & 0xFF]
                | LANE[utf8[i + 1] & 0xFF] << 1
                | LANE[utf8[i + 2] & 0xFF] << 2
                | LANE[utf8[i + 3] & 0xFF] << 3
                | LANE[utf8[i + 4] & 0xFF] << 4
                | LANE[utf8[i + 5] & 0xFF] << 5
                | LANE[utf8[i + 6] & 0xFF] << 6
                | LANE[utf8[i + 7] & 0xFF] << 7;
    }
}
