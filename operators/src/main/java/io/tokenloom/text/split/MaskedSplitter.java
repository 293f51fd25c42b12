package io.tokenloom.text.split;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A splitter that takes ASCII text many pieces at a time, by {@link AsciiMasks}, and everything else piece by piece. Both
 * ways give the same pieces; only what the masks leave undecided goes the slow way. Any text takes time in proportion to
 * its length: no character is looked at more than a few times.
 *
 * <p>Why a text that goes on is split right. The expression that a splitter stands for reads characters from left to right
 * from where a piece begins, and its choices depend on nothing but characters that it has read. {@link #pieceEnd} reads
 * the same ones. If it comes to an end without having asked what is at {@code to}, then it would do the same whatever is
 * there, and the piece is certain. If it had to ask, it answers {@link Runs#UNDECIDED}; then the piece is a run that
 * reaches {@code to}, or white space, a word before an ending or a lead-in (a space, an apostrophe, a character before a
 * word) that does, and there are characters that lengthen it or join it to what follows: so nothing is kept back in vain.
 * The classes of the splitters say which those are.
 */
abstract class MaskedSplitter implements Splitter {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long NOT_ASCII = 0x8080808080808080L;
    /** With less than this the masks cost more than they bring. */
    private static final int LEAST = 16;

    private final AsciiMasks masks;
    private final BoundaryRule rule;

    MaskedSplitter(AsciiMasks masks, BoundaryRule rule) {
        this.masks = masks;
        this.rule = rule;
    }

    @Override
    public final int split(byte[] utf8, int from, int to, boolean last, int[] ends) {
        int count = 0;
        int at = from;
        while (count < ends.length && at < to) {
            if (to - at >= LEAST && utf8.length >= AsciiMasks.WIDTH && startsWithAscii(utf8, at)) {
                long bits = masks.ends(utf8, at, to, rule);
                if (bits != 0) {
                    count = put(bits, at, ends, count);
                    at = ends[count - 1];
                    continue;
                }
            }
            int end = pieceEnd(utf8, at, to, last);
            if (end < 0) {
                break;
            }
            ends[count++] = end;
            at = end;
        }
        return count;
    }

    /**
     * The end of the piece at {@code at}, which is before {@code to}, or {@link Runs#UNDECIDED} when text behind
     * {@code to} could change it.
     */
    abstract int pieceEnd(byte[] utf8, int at, int to, boolean last);

    private static boolean startsWithAscii(byte[] utf8, int at) {
        return ((long) LONGS.get(utf8, at) & NOT_ASCII) == 0;
    }

    private static int put(long bits, int at, int[] ends, int count) {
        int free = ends.length - count;
        if (free < Long.SIZE) {
            return putAtMost(free, bits, at, ends, count);
        }
        // Eight at a time, as it may: a branch for each would be guessed wrong too often.
        int end = count + Long.bitCount(bits);
        for (int i = count; i < end; i += 8) {
            long rest = bits;
            for (int j = i; j < i + 8; j++) {
                ends[j] = at + Long.numberOfTrailingZeros(rest);
                rest &= rest - 1;
            }
            bits = rest;
        }
        return end;
    }

    private static int putAtMost(int most, long bits, int at, int[] ends, int count) {
        int i = count;
        for (long rest = bits; rest != 0 && i < count + most; rest &= rest - 1) {
            ends[i++] = at + Long.numberOfTrailingZeros(rest);
        }
        return i;
    }
}
