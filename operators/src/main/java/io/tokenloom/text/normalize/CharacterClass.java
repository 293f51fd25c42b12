package io.tokenloom.text.normalize;

import com.ibm.icu.text.UnicodeSet;
import io.tokenloom.text.Utf8;
import java.util.function.IntPredicate;

/**
 * A set of characters that is asked for in UTF-8: ASCII by a table, all others by bits. Thread-safe: immutable.
 *
 * <p>Memory: 139 KB.
 */
public final class CharacterClass {
    private final boolean[] ascii = new boolean[128];
    private final long[] bits = new long[0x110000 >> 6];

    private CharacterClass(IntPredicate members, int end) {
        for (int c = 0; c < end; c++) {
            if (members.test(c)) {
                bits[c >> 6] |= 1L << c;
            }
        }
        for (int c = 0; c < 128; c++) {
            ascii[c] = contains(c);
        }
    }

    /** The characters for which a test holds. */
    public static CharacterClass of(IntPredicate members) {
        return new CharacterClass(members, 0x110000);
    }

    /** The characters of a set in ICU's notation, such as {@code [[:P:][$+<=>^`|~]]}, by ICU's version of Unicode. */
    public static CharacterClass of(String icuSet) {
        UnicodeSet set = new UnicodeSet(icuSet).freeze();
        CharacterClass result = new CharacterClass(c -> false, 0);
        for (UnicodeSet.EntryRange range : set.ranges()) {
            for (int c = range.codepoint; c <= range.codepointEnd; c++) {
                result.bits[c >> 6] |= 1L << c;
            }
        }
        for (int c = 0; c < 128; c++) {
            result.ascii[c] = result.contains(c);
        }
        return result;
    }

    /** Whether a character is one of them. */
    public boolean contains(int codePoint) {
        return (bits[codePoint >> 6] & 1L << codePoint) != 0;
    }

    /** Whether the character that begins at an index is one of them. */
    public boolean at(byte[] utf8, int index) {
        byte b = utf8[index];
        return b >= 0 ? ascii[b] : contains(Utf8.codePoint(utf8, index));
    }

    /** Where the first of them begins from an index on, or {@code to}. */
    public int next(byte[] utf8, int from, int to) {
        int i = from;
        while (i < to) {
            byte b = utf8[i];
            if (b >= 0) {
                if (ascii[b]) {
                    return i;
                }
                i++;
            } else if (contains(Utf8.codePoint(utf8, i))) {
                return i;
            } else {
                i += Utf8.length(b);
            }
        }
        return to;
    }

    /** Where the first that is not one of them begins from an index on, or {@code to}. */
    public int end(byte[] utf8, int from, int to) {
        int i = from;
        while (i < to && at(utf8, i)) {
            i += Utf8.length(utf8[i]);
        }
        return i;
    }
}
