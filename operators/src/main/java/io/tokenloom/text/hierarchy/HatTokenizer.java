package io.tokenloom.text.hierarchy;

import io.tokenloom.text.CutRule;
import io.tokenloom.text.TextTokenizer;
import io.tokenloom.text.TokenBuffer;
import io.tokenloom.text.Utf8Text;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The tokenizer of byte/word hierarchies: ids are the bytes of the text, 0 to 255, and {@link #words} gives the ends of the
 * words beside them. Thread-safe: immutable. Holds no native memory.
 */
public final class HatTokenizer implements TextTokenizer {
    private static final int BYTES = 256;

    private final HatSplitter splitter;

    public HatTokenizer(HatSplitter splitter) {
        this.splitter = Objects.requireNonNull(splitter, "splitter");
    }

    /** How words are split. */
    public HatSplitter splitter() {
        return splitter;
    }

    /**
     * The bytes of a text with the ends of its words.
     *
     * @throws io.tokenloom.deadletter.TokenizationException with TEXT_ENCODING when the range is not well-formed UTF-8
     */
    public HatWords words(byte[] utf8, int offset, int length) {
        return new HatWords(ids(utf8, offset, length), splitter.ends(utf8, offset, length));
    }

    @Override
    public int vocabularySize() {
        return BYTES;
    }

    @Override
    public int[] encode(byte[] utf8, int offset, int length) {
        Utf8Text.requireValid(utf8, offset, length);
        return ids(utf8, offset, length);
    }

    private static int[] ids(byte[] utf8, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, utf8.length);
        int[] ids = new int[length];
        for (int i = 0; i < length; i++) {
            ids[i] = utf8[offset + i] & 0xFF;
        }
        return ids;
    }

    @Override
    public int[] encode(CharSequence text) {
        byte[] utf8 = Utf8Text.replaceLoneSurrogates(text).getBytes(StandardCharsets.UTF_8);
        return ids(utf8, 0, utf8.length);
    }

    @Override
    public void encode(byte[] utf8, int offset, int length, TokenBuffer out) {
        Utf8Text.requireValid(utf8, offset, length);
        append(utf8, offset, length, out);
    }

    private static void append(byte[] utf8, int offset, int length, TokenBuffer out) {
        out.reserve(length);
        for (int i = 0; i < length; i++) {
            out.add(utf8[offset + i] & 0xFF, i, i + 1);
        }
    }

    @Override
    public int count(byte[] utf8, int offset, int length) {
        Utf8Text.requireValid(utf8, offset, length);
        return length;
    }

    @Override
    public int encodeUpTo(int maxTokens, byte[] utf8, int offset, int length, TokenBuffer out) {
        Objects.checkFromIndexSize(offset, length, utf8.length);
        int taken = Math.min(maxTokens, length);
        // Whole characters are checked, as far as tokens are taken of them.
        int checked = taken;
        while (checked < length && (utf8[offset + checked] & 0xC0) == 0x80) {
            checked++;
        }
        Utf8Text.requireValid(utf8, offset, checked);
        append(utf8, offset, taken, out);
        return taken;
    }

    @Override
    public byte[] decode(int[] ids) {
        byte[] text = new byte[ids.length];
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] < 0 || ids[i] >= BYTES) {
                throw new IllegalArgumentException("id " + ids[i] + " at index " + i + " is no byte; ids are 0 to 255");
            }
            text[i] = (byte) ids[i];
        }
        return text;
    }

    @Override
    public int[] byteEnds(int[] ids) {
        int[] ends = new int[decode(ids).length];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = i + 1;
        }
        return ends;
    }

    /** Always: ids are the bytes. */
    @Override
    public boolean lossless() {
        return true;
    }

    /** Ids may be cut anywhere; at the places of this rule words end too. */
    @Override
    public CutRule cutRule() {
        return CutRule.WORD;
    }

    @Override
    public void close() {
        // Nothing outside the heap.
    }
}
