package io.tokenloom.text.charsmap;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;

/**
 * Extended grapheme clusters on UTF-8, by the rules of Unicode Standard Annex 29 (GB3 to GB999) and the properties of the
 * Unicode version that ICU has. Thread-safe: the table never changes.
 */
final class GraphemeClusters {
    private static final int LAST = 0xE1000;
    private static final int PAGE = 256;

    /** Beside the value of Grapheme_Cluster_Break, which takes five bits. */
    private static final int BREAK_MASK = 0x1f;

    private static final int PICTOGRAPH = 0x20;
    private static final int CONSONANT = 0x40;
    private static final int CONJUNCT_EXTEND = 0x80;
    private static final int CONJUNCT_LINKER = 0x100;

    private static final short[][] PAGES = pages();

    private GraphemeClusters() {}

    /** The end of the cluster that begins at an index; the text begins or has a border there. */
    static int next(byte[] utf8, int from, int to) {
        int at = from + length(utf8[from]);
        int last = kind(utf8, from);
        boolean oddFlag = isBreak(last, UCharacter.GraphemeClusterBreak.REGIONAL_INDICATOR);
        boolean pictograph = (last & PICTOGRAPH) != 0;
        boolean consonant = (last & CONSONANT) != 0;
        boolean linked = false;
        while (at < to) {
            int next = kind(utf8, at);
            boolean goesOn = joins(last & BREAK_MASK, next & BREAK_MASK)
                    || linked && (next & CONSONANT) != 0
                    || pictograph && isBreak(last, UCharacter.GraphemeClusterBreak.ZWJ) && (next & PICTOGRAPH) != 0
                    || oddFlag && isBreak(next, UCharacter.GraphemeClusterBreak.REGIONAL_INDICATOR);
            if (!goesOn) {
                break;
            }
            oddFlag = !oddFlag && isBreak(next, UCharacter.GraphemeClusterBreak.REGIONAL_INDICATOR);
            pictograph = (next & PICTOGRAPH) != 0
                    || pictograph
                            && !isBreak(last, UCharacter.GraphemeClusterBreak.ZWJ)
                            && (isBreak(next, UCharacter.GraphemeClusterBreak.EXTEND)
                                    || isBreak(next, UCharacter.GraphemeClusterBreak.ZWJ));
            boolean inConjunct = consonant && (next & (CONJUNCT_EXTEND | CONJUNCT_LINKER)) != 0;
            linked = inConjunct && (linked || (next & CONJUNCT_LINKER) != 0);
            consonant = inConjunct || (next & CONSONANT) != 0;
            last = next;
            at += length(utf8[at]);
        }
        return at;
    }

    /** The rules that look at two characters alone. */
    private static boolean joins(int left, int right) {
        switch (left) {
            case UCharacter.GraphemeClusterBreak.CR:
                return right == UCharacter.GraphemeClusterBreak.LF;
            case UCharacter.GraphemeClusterBreak.LF, UCharacter.GraphemeClusterBreak.CONTROL:
                return false;
            default:
                break;
        }
        switch (right) {
            case UCharacter.GraphemeClusterBreak.EXTEND,
                    UCharacter.GraphemeClusterBreak.ZWJ,
                    UCharacter.GraphemeClusterBreak.SPACING_MARK:
                return true;
            case UCharacter.GraphemeClusterBreak.CR,
                    UCharacter.GraphemeClusterBreak.LF,
                    UCharacter.GraphemeClusterBreak.CONTROL:
                return false;
            default:
                break;
        }
        return switch (left) {
            case UCharacter.GraphemeClusterBreak.PREPEND -> true;
            case UCharacter.GraphemeClusterBreak.L ->
                right == UCharacter.GraphemeClusterBreak.L
                        || right == UCharacter.GraphemeClusterBreak.V
                        || right == UCharacter.GraphemeClusterBreak.LV
                        || right == UCharacter.GraphemeClusterBreak.LVT;
            case UCharacter.GraphemeClusterBreak.LV, UCharacter.GraphemeClusterBreak.V ->
                right == UCharacter.GraphemeClusterBreak.V || right == UCharacter.GraphemeClusterBreak.T;
            case UCharacter.GraphemeClusterBreak.LVT, UCharacter.GraphemeClusterBreak.T ->
                right == UCharacter.GraphemeClusterBreak.T;
            default -> false;
        };
    }

    private static boolean isBreak(int kind, int value) {
        return (kind & BREAK_MASK) == value;
    }

    private static int kind(byte[] utf8, int at) {
        int first = utf8[at];
        int codePoint;
        if (first >= 0) {
            codePoint = first;
        } else if (first < (byte) 0xE0) {
            codePoint = (first & 0x1f) << 6 | utf8[at + 1] & 0x3f;
        } else if (first < (byte) 0xF0) {
            codePoint = (first & 0xf) << 12 | (utf8[at + 1] & 0x3f) << 6 | utf8[at + 2] & 0x3f;
        } else {
            codePoint =
                    (first & 7) << 18 | (utf8[at + 1] & 0x3f) << 12 | (utf8[at + 2] & 0x3f) << 6 | utf8[at + 3] & 0x3f;
        }
        // Behind the last page there are only private characters, which are like letters.
        return codePoint < LAST ? PAGES[codePoint / PAGE][codePoint % PAGE] : 0;
    }

    private static int length(byte first) {
        return first >= 0 ? 1 : first < (byte) 0xE0 ? 2 : first < (byte) 0xF0 ? 3 : 4;
    }

    private static short[][] pages() {
        short[][] pages = new short[LAST / PAGE][];
        short[] ordinary = new short[PAGE];
        for (int page = 0; page < pages.length; page++) {
            short[] kinds = new short[PAGE];
            boolean isOrdinary = true;
            // The planes of ideographs and the empty ones behind them hold nothing else.
            boolean looked = page < 0x200 || page >= 0xE00;
            for (int i = 0; looked && i < PAGE; i++) {
                kinds[i] = kindOf(page * PAGE + i);
                isOrdinary &= kinds[i] == 0;
            }
            pages[page] = isOrdinary ? ordinary : kinds;
        }
        return pages;
    }

    private static short kindOf(int codePoint) {
        int kind = UCharacter.getIntPropertyValue(codePoint, UProperty.GRAPHEME_CLUSTER_BREAK);
        if (UCharacter.hasBinaryProperty(codePoint, UProperty.EXTENDED_PICTOGRAPHIC)) {
            kind |= PICTOGRAPH;
        }
        int conjunct = UCharacter.getIntPropertyValue(codePoint, UProperty.INDIC_CONJUNCT_BREAK);
        if (conjunct == UCharacter.IndicConjunctBreak.CONSONANT.ordinal()) {
            kind |= CONSONANT;
        } else if (conjunct == UCharacter.IndicConjunctBreak.EXTEND.ordinal()) {
            kind |= CONJUNCT_EXTEND;
        } else if (conjunct == UCharacter.IndicConjunctBreak.LINKER.ordinal()) {
            kind |= CONJUNCT_LINKER;
        }
        return (short) kind;
    }
}
