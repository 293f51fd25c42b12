package io.tokenloom.text.hierarchy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Splits text into words as hat-splitter does, the published rule of the Hierarchical Autoregressive Transformer: at
 * Unicode word bounds, behind punctuation and between lower and upper case, with a single space before its word and
 * punctuation behind it. Words over a limit of bytes are cut between characters where one fits. The words, one after the
 * other, are the text.
 *
 * <p>Known difference: in hat-splitter 0.1 the library for word bounds keeps a fraction slash in the piece of the digit
 * before it when a zero width joiner and a pictograph follow, which Unicode Standard Annex 29 does not; here it is as the
 * annex says.
 *
 * <p>Time grows with the length of the text alone. Thread-safe: immutable.
 *
 * @param limitBytes the most bytes of a word, 1 or more; characters of more bytes than it are cut
 */
public record HatSplitter(int limitBytes) {
    /** The Unicode version of word bounds, punctuation and case: that of ICU4J 77. */
    public static final int UNICODE_VERSION = 16;

    /** The limit of the published models. */
    public static final int DEFAULT_LIMIT_BYTES = 64;

    public HatSplitter {
        if (limitBytes < 1) {
            throw new IllegalArgumentException("limitBytes is " + limitBytes + "; it must be 1 or more");
        }
    }

    /** A splitter with the limit of the published models, 64 bytes. */
    public HatSplitter() {
        this(DEFAULT_LIMIT_BYTES);
    }

    /** What words depend on, for records that hold them: rule, Unicode version and limit. */
    public String name() {
        return "hat-unicode" + UNICODE_VERSION + "-limit" + limitBytes;
    }

    /**
     * Where the words of a text end, counted in bytes from its start.
     *
     * @throws io.tokenloom.deadletter.TokenizationException with TEXT_ENCODING when the range is not well-formed UTF-8; the
     *     message names the byte, counted from the start of the text
     */
    public int[] ends(byte[] utf8, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, utf8.length);
        WordCutter cutter = new WordCutter(limitBytes);
        cutter.advance(utf8, -(long) offset, offset + length);
        cutter.finish(utf8, -(long) offset, offset + length);
        int[] ends = new int[cutter.count()];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = (int) cutter.end(i);
        }
        return ends;
    }

    /**
     * The words of a text.
     *
     * @throws io.tokenloom.deadletter.TokenizationException as {@link #ends}
     */
    public List<byte[]> split(byte[] utf8) {
        List<byte[]> words = new ArrayList<>();
        int start = 0;
        for (int end : ends(utf8, 0, utf8.length)) {
            words.add(Arrays.copyOfRange(utf8, start, end));
            start = end;
        }
        return words;
    }

    /** The words of a text, which must have no surrogate without its partner. */
    public List<byte[]> split(String text) {
        return split(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Words of a text that still arrives. */
    public HatStream stream() {
        return new HatStream(limitBytes);
    }
}
