package io.tokenloom.text.charsmap;

import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.text.TokenizerFileException;
import io.tokenloom.text.Utf8Text;
import java.util.Arrays;
import java.util.List;

/**
 * The normalization of a SentencePiece model: strings of characters and what takes their place, as in the field
 * {@code precompiled_charsmap}. Thread-safe: immutable.
 *
 * <pre>
 * uint32 little-endian   bytes of the trie
 * uint32 each            units of a double-array trie (Darts-clone) over UTF-8; a value is an index into
 * the rest               replacements in UTF-8, each ended by a zero byte
 *
 * unit:  bit 31          set in a leaf, whose bits 30 .. 0 are its value; else
 *        bits 30 .. 10   offset of the children, to be shifted left by 8 more when bit 9 is set
 *        bit 8           whether a key ends here: its leaf is the child for byte 0
 *        bits 7 .. 0     the byte that leads here
 * </pre>
 *
 * <p>SentencePiece and Hugging Face's {@code Precompiled} differ in what they look up, so the same map gives two
 * normalizations, each with a method of its own.
 */
public final class PrecompiledCharsMap {
    private static final int NO_MATCH = -1;
    /** Graphemes of so many bytes are not looked up as a whole, in the reference. */
    private static final int LARGE_GRAPHEME = 6;

    private final int[] units;
    private final byte[] replacements;
    /** For each ASCII byte whether it alone has a replacement. */
    private final boolean[] asciiReplaced = new boolean[128];

    /** For each ASCII byte whether no key is this byte alone or goes on with another one. */
    private final boolean[] keptBeforeAscii = new boolean[128];

    /** For each byte whether any key begins with it. */
    private final boolean[] begins = new boolean[256];

    private PrecompiledCharsMap(int[] units, byte[] replacements) {
        this.units = units;
        this.replacements = replacements;
        int children = offset(units[0]);
        for (int b = 1; b < begins.length; b++) {
            int at = children ^ b;
            begins[b] = at < units.length && label(units[at]) == b;
            if (b < asciiReplaced.length) {
                asciiReplaced[b] = begins[b] && hasLeaf(units[at]);
                keptBeforeAscii[b] = !asciiReplaced[b] && !(begins[b] && goesOnInAscii(at ^ offset(units[at])));
            }
        }
    }

    private boolean goesOnInAscii(int children) {
        for (int b = 1; b < 128; b++) {
            int at = children ^ b;
            if (at < units.length && label(units[at]) == b) {
                return true;
            }
        }
        return false;
    }

    /**
     * @param blob the field's content, decoded from base64 where a file has it so
     * @throws TokenizerFileException when it is not such a map
     */
    public static PrecompiledCharsMap of(byte[] blob) {
        long trieBytes = blob.length < 4 ? -1 : Integer.toUnsignedLong(littleEndian(blob, 0));
        if (trieBytes < 4 || trieBytes % 4 != 0 || trieBytes > blob.length - 4) {
            throw broken("says that its trie has " + trieBytes + " bytes, and has " + blob.length + " itself");
        }
        int[] units = new int[(int) trieBytes / 4];
        for (int i = 0; i < units.length; i++) {
            units[i] = littleEndian(blob, 4 + 4 * i);
        }
        byte[] replacements = Arrays.copyOfRange(blob, 4 + (int) trieBytes, blob.length);
        try {
            Utf8Text.requireValid(replacements, 0, replacements.length);
        } catch (TokenizationException e) {
            throw new TokenizerFileException("precompiled_charsmap has replacements that are not UTF-8", e);
        }
        requireTrie(units, replacements.length);
        return new PrecompiledCharsMap(units, replacements);
    }

    private static void requireTrie(int[] units, int replacementBytes) {
        for (int i = 0; i < units.length; i++) {
            int unit = units[i];
            if (unit >= 0 && hasLeaf(unit)) {
                int leaf = i ^ offset(unit);
                if (leaf < 0 || leaf >= units.length || (units[leaf] & Integer.MAX_VALUE) >= replacementBytes) {
                    throw broken("has a key at unit " + i + " whose replacement lies outside of it");
                }
            }
        }
    }

    private static TokenizerFileException broken(String what) {
        return new TokenizerFileException(List.of("precompiled_charsmap is broken: it " + what));
    }

    /**
     * As SentencePiece does: at each place the longest key that begins there is replaced, else one character is kept.
     *
     * @param utf8 well-formed UTF-8 from {@code from} to {@code to}
     */
    public void normalizeByLongestPrefix(byte[] utf8, int from, int to, NormalizedOutput out) {
        int kept = from;
        for (int at = from; at < to; ) {
            long match = longestMatch(utf8, at, to);
            if (match == NO_MATCH) {
                at += characterLength(utf8[at]);
            } else {
                kept = keep(utf8, kept, at, out);
                int end = at + matchLength(match);
                replace(replacementFrom(match), at, end, out);
                at = end;
                kept = end;
            }
        }
        keep(utf8, kept, to, out);
    }

    /**
     * As Hugging Face's {@code Precompiled} does: text is cut into extended grapheme clusters. One of less than 6 bytes
     * that begins with a key is replaced as a whole by the replacement of the shortest such key, whatever follows in the
     * cluster; otherwise each of its characters that begins with a key is replaced by itself.
     *
     * @param utf8 well-formed UTF-8 from {@code from} to {@code to}
     */
    public void normalizeByGrapheme(byte[] utf8, int from, int to, NormalizedOutput out) {
        int kept = from;
        for (int at = from; at < to; ) {
            byte b = utf8[at];
            // Two ASCII characters are never one grapheme, but for a line break of two.
            if (b >= 0 && !asciiReplaced[b] && b != '\r' && (at + 1 == to || utf8[at + 1] >= 0)) {
                at++;
                continue;
            }
            int end = GraphemeClusters.next(utf8, at, to);
            int value = end - at < LARGE_GRAPHEME ? shortestMatch(utf8, at, end) : NO_MATCH;
            if (value != NO_MATCH) {
                kept = keep(utf8, kept, at, out);
                replace(value, at, end, out);
                kept = end;
            } else {
                for (int character = at; character < end; ) {
                    int next = character + characterLength(utf8[character]);
                    value = shortestMatch(utf8, character, next);
                    if (value != NO_MATCH) {
                        keep(utf8, kept, character, out);
                        replace(value, character, next, out);
                        kept = next;
                    }
                    character = next;
                }
            }
            at = end;
        }
        keep(utf8, kept, to, out);
    }

    /**
     * The longest key at the start of a range.
     *
     * @return {@link #matchLength} and {@link #replacementFrom} take it apart; negative when there is none
     */
    public long longestMatch(byte[] utf8, int from, int to) {
        long found = NO_MATCH;
        if (begins[utf8[from] & 0xff]) {
            int at = offset(units[0]);
            for (int i = from; i < to; i++) {
                int b = utf8[i] & 0xff;
                at ^= b;
                if (at >= units.length || label(units[at]) != b) {
                    break;
                }
                int unit = units[at];
                at ^= offset(unit);
                if (hasLeaf(unit)) {
                    found = (long) (i + 1 - from) << 32 | units[at] & Integer.MAX_VALUE;
                }
            }
        }
        return found;
    }

    /** Bytes of the key that was found. */
    public static int matchLength(long match) {
        return (int) (match >>> 32);
    }

    /** Where the replacement of the key begins in {@link #replacements()}. */
    public static int replacementFrom(long match) {
        return (int) match;
    }

    /** The end of the replacement that begins at an index. */
    public int replacementTo(int from) {
        int end = from;
        while (end < replacements.length && replacements[end] != 0) {
            end++;
        }
        return end;
    }

    /** All replacements; not to be changed. */
    public byte[] replacements() {
        return replacements;
    }

    /** Whether an ASCII character stays as it is wherever another one, or nothing, follows it. */
    public boolean keepsBeforeAscii(int character) {
        return keptBeforeAscii[character];
    }

    private int shortestMatch(byte[] utf8, int from, int to) {
        if (begins[utf8[from] & 0xff]) {
            int at = offset(units[0]);
            for (int i = from; i < to; i++) {
                int b = utf8[i] & 0xff;
                at ^= b;
                if (at >= units.length || label(units[at]) != b || b == 0) {
                    break;
                }
                int unit = units[at];
                at ^= offset(unit);
                if (hasLeaf(unit)) {
                    return units[at] & Integer.MAX_VALUE;
                }
            }
        }
        return NO_MATCH;
    }

    private static int keep(byte[] utf8, int from, int to, NormalizedOutput out) {
        if (from < to) {
            out.copy(utf8, from, to);
        }
        return to;
    }

    private void replace(int from, int sourceFrom, int sourceTo, NormalizedOutput out) {
        out.replace(replacements, from, replacementTo(from), sourceFrom, sourceTo);
    }

    private static int characterLength(byte first) {
        return first >= 0 ? 1 : first < (byte) 0xE0 ? 2 : first < (byte) 0xF0 ? 3 : 4;
    }

    private static int offset(int unit) {
        return unit >>> 10 << ((unit & 1 << 9) >> 6);
    }

    private static boolean hasLeaf(int unit) {
        return (unit & 1 << 8) != 0;
    }

    /** Never a byte for a leaf. */
    private static int label(int unit) {
        return unit & (1 << 31 | 0xff);
    }

    private static int littleEndian(byte[] bytes, int at) {
        return bytes[at] & 0xff
                | (bytes[at + 1] & 0xff) << 8
                | (bytes[at + 2] & 0xff) << 16
                | (bytes[at + 3] & 0xff) << 24;
    }
}
