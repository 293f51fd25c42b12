package io.tokenloom.text.normalize;

import io.tokenloom.text.Utf8;
import java.util.Arrays;

/**
 * A text that is rewritten step by step, with the stretch of the original that each of its bytes stands for. Not
 * thread-safe; made to be used again, its arrays grow to the longest text it has held.
 *
 * <p>A step begins with {@link #rewrite()}, which turns the text so far into the source that the step reads, and then goes
 * through the source from left to right with {@link #copyTo}, {@link #replace}, {@link #insert} and {@link #skip}.
 *
 * <p>Alignment is that of Hugging Face's library: what replaces a character stands for this character, what is inserted
 * stands for the one before it, what is composed stands for the first one. Bytes that are copied keep their own place,
 * where that library gives all bytes of a character its whole stretch.
 */
public final class NormalizedText {
    private static final int FIRST_CAPACITY = 512;

    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int[] starts = {};
    private int[] ends = {};
    private int length;

    private byte[] source = new byte[FIRST_CAPACITY];
    private int[] sourceStarts = {};
    private int[] sourceEnds = {};
    private int sourceLength;
    private int cursor;

    private boolean aligned;
    private int origin;

    /** Starts with a range of another text, with its alignment. */
    public void set(NormalizedText other, int from, int to) {
        aligned = other.aligned;
        origin = other.origin;
        length = 0;
        reserve(to - from);
        System.arraycopy(other.bytes, from, bytes, 0, to - from);
        length = to - from;
        if (aligned) {
            System.arraycopy(other.starts, from, starts, 0, length);
            System.arraycopy(other.ends, from, ends, 0, length);
        }
    }

    /**
     * Starts with a range of the original.
     *
     * @param aligned whether {@link #start} and {@link #end} are wanted
     */
    public void set(byte[] utf8, int from, int to, boolean aligned) {
        this.aligned = aligned;
        this.origin = from;
        length = 0;
        reserve(to - from);
        System.arraycopy(utf8, from, bytes, 0, to - from);
        length = to - from;
        if (aligned) {
            for (int i = 0; i < length; i++) {
                starts[i] = from + i;
                ends[i] = from + i + 1;
            }
        }
    }

    /** Makes the text so far the source, and begins an empty text. */
    public void rewrite() {
        byte[] b = source;
        source = bytes;
        bytes = b;
        int[] s = sourceStarts;
        sourceStarts = starts;
        starts = s;
        int[] e = sourceEnds;
        sourceEnds = ends;
        ends = e;
        sourceLength = length;
        length = 0;
        cursor = 0;
        reserve(sourceLength);
    }

    /** A step that changes the characters of a class and leaves all others. */
    void rewrite(CharacterClass changed, CharacterChange change) {
        rewrite();
        int at = 0;
        while (true) {
            at = changed.next(source, at, sourceLength);
            copyTo(at);
            if (at == sourceLength) {
                return;
            }
            change.apply(Utf8.codePoint(source, at), this);
            at += Utf8.length(source[at]);
        }
    }

    /** Writes what comes in the place of a character, and goes behind that one. */
    @FunctionalInterface
    interface CharacterChange {
        void apply(int codePoint, NormalizedText text);
    }

    /** What the step reads, up to {@link #sourceLength()}; not to be changed. */
    public byte[] source() {
        return source;
    }

    /** How many bytes the step reads. */
    public int sourceLength() {
        return sourceLength;
    }

    /** Takes the source as it is up to an index. */
    public void copyTo(int sourceIndex) {
        int count = sourceIndex - cursor;
        reserve(count);
        System.arraycopy(source, cursor, bytes, length, count);
        if (aligned) {
            System.arraycopy(sourceStarts, cursor, starts, length, count);
            System.arraycopy(sourceEnds, cursor, ends, length, count);
        }
        length += count;
        cursor = sourceIndex;
    }

    /** Writes a character that stands for the next one of the source, and goes behind that one. */
    public void replace(int codePoint) {
        int next = cursor + Utf8.length(source[cursor]);
        if (aligned) {
            put(codePoint, sourceStarts[cursor], sourceEnds[next - 1]);
        } else {
            put(codePoint, 0, 0);
        }
        cursor = next;
    }

    /** Writes a character that stands for what was last gone behind. */
    public void insert(int codePoint) {
        if (!aligned) {
            put(codePoint, 0, 0);
        } else if (cursor == 0) {
            put(codePoint, origin, origin);
        } else {
            put(codePoint, sourceStarts[Utf8.before(source, cursor)], sourceEnds[cursor - 1]);
        }
    }

    /** Writes a character that stands for the next one of the source, and stays before that one. */
    public void prepend(int codePoint) {
        if (aligned) {
            put(codePoint, sourceStarts[cursor], sourceEnds[cursor + Utf8.length(source[cursor]) - 1]);
        } else {
            put(codePoint, 0, 0);
        }
    }

    /** Leaves so many bytes of the source out. */
    public void skip(int count) {
        cursor += count;
    }

    /** Leaves so many characters of the source out. */
    public void skipCharacters(int count) {
        for (int i = 0; i < count; i++) {
            cursor += Utf8.length(source[cursor]);
        }
    }

    /** Writes a byte that is no part of a character; it stands for nothing behind what is before it. */
    public void mark(byte mark) {
        reserve(1);
        bytes[length] = mark;
        if (aligned) {
            int place = length == 0 ? origin : ends[length - 1];
            starts[length] = place;
            ends[length] = place;
        }
        length++;
    }

    private void put(int codePoint, int start, int end) {
        reserve(4);
        int before = length;
        length = Utf8.put(codePoint, bytes, length);
        if (aligned) {
            for (int i = before; i < length; i++) {
                starts[i] = start;
                ends[i] = end;
            }
        }
    }

    private void reserve(int more) {
        int needed = Math.addExact(length, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length + (bytes.length >> 1)));
        }
        if (aligned && starts.length < bytes.length) {
            starts = Arrays.copyOf(starts, bytes.length);
            ends = Arrays.copyOf(ends, bytes.length);
        }
    }

    /** The text so far, up to {@link #length()}. */
    public byte[] bytes() {
        return bytes;
    }

    /** Bytes of the text so far. */
    public int length() {
        return length;
    }

    /** Where what the byte at an index stands for begins in the original. */
    public int start(int index) {
        return starts[index];
    }

    /** Where what the byte at an index stands for ends in the original. */
    public int end(int index) {
        return ends[index];
    }

    /** Whether this text is known to begin where the original does that begins at an index; needs the alignment. */
    public boolean beginsAt(int original) {
        return aligned && length > 0 && starts[0] == original;
    }

    /** Bytes of working memory that are held. */
    public long memory() {
        return bytes.length
                + source.length
                + 4L * (starts.length + ends.length + sourceStarts.length + sourceEnds.length);
    }
}
