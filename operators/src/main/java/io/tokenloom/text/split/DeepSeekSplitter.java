package io.tokenloom.text.split;

import static io.tokenloom.text.split.CodePointClass.LETTER;
import static io.tokenloom.text.split.CodePointClass.MARK;
import static io.tokenloom.text.split.CodePointClass.NUMBER;
import static io.tokenloom.text.split.CodePointClass.SPACE;
import static io.tokenloom.text.split.CodePointClass.SYMBOL;

/**
 * {@link SplitPattern#DEEPSEEK_V3}: three patterns, each splitting what the one before left whole. The first two take out
 * groups of numbers and stretches of Chinese and Japanese characters, so that for the third the text ends where another
 * kind of stretch begins.
 *
 * <p>Stretches follow from their characters alone, and where one ends in the text the third pattern meets its end, decided
 * by the first character behind it. Undecided at the end of a text that goes on: a run of letters and marks, or of symbols
 * with or without line ends; fewer numbers than make a group; white space; one character that letters would join;
 * characters that nothing matches, as more of them make one piece and a letter takes the last.
 */
final class DeepSeekSplitter extends MaskedSplitter {
    private static final int DIGITS = 3;
    /** For a character that belongs to the next stretch; no character within one has all bits. */
    private static final int OUTSIDE = 1 << 8;

    DeepSeekSplitter(AsciiMasks masks) {
        super(masks, new DeepSeekRule());
    }

    @Override
    int pieceEnd(byte[] utf8, int at, int to, boolean last) {
        int c = CodePointClass.at(utf8, at);
        if ((c & NUMBER) != 0) {
            return Runs.numbers(DIGITS, utf8, at, to, last);
        }
        boolean kana = isChineseOrJapanese(utf8, at);
        if ((c & (LETTER | MARK)) != 0) {
            return run(LETTER | MARK, kana, utf8, at, to, last);
        }
        byte b = utf8[at];
        int next = CodePointClass.next(utf8, at);
        if (next == to && !last) {
            return Runs.UNDECIDED;
        }
        int following = next == to ? OUTSIDE : classAt(utf8, next, kana);
        if (b > ' ' && (c & SYMBOL) != 0 && isAsciiLetter(following == OUTSIDE ? 0 : utf8[next])) {
            return asciiLetters(utf8, next, to, last);
        }
        if ((c & SYMBOL) == 0 && !Runs.isLineEnd(b) && (following & (LETTER | MARK)) != 0) {
            return run(LETTER | MARK, kana, utf8, next, to, last);
        }
        if ((c & SYMBOL) != 0) {
            return symbols(kana, utf8, at, to, last);
        }
        if (b == ' ' && (following & SYMBOL) != 0) {
            return symbols(kana, utf8, next, to, last);
        }
        return (c & SPACE) != 0 ? whiteSpace(utf8, at, to, last) : unmatched(kana, utf8, at, to, last);
    }

    /** {@code [\p{P}\p{S}]+[\r\n]*}. */
    private static int symbols(boolean kana, byte[] utf8, int at, int to, boolean last) {
        int end = run(SYMBOL, kana, utf8, at, to, last);
        return end < 0 || kana ? end : Runs.lineEnds(utf8, end, to, last);
    }

    /** As {@link Runs#linesOrSpaces}, and all of the white space is one piece when the stretch ends with it. */
    private static int whiteSpace(byte[] utf8, int at, int to, boolean last) {
        int end = Runs.of(SPACE, utf8, at, to, last);
        return end < 0 || end < to && classAt(utf8, end, false) != OUTSIDE
                ? Runs.linesOrSpaces(utf8, at, to, last)
                : Runs.linesOrSpaces(utf8, at, end, true);
    }

    /** What no pattern takes: controls and the like, up to where a match begins; the last before a word belongs to it. */
    private static int unmatched(boolean kana, byte[] utf8, int at, int to, boolean last) {
        int lastCharacter = at;
        int i = at;
        while (i < to) {
            int c = classAt(utf8, i, kana);
            if ((c & (LETTER | MARK)) != 0) {
                return lastCharacter;
            }
            if (c == OUTSIDE || (c & (SPACE | SYMBOL)) != 0) {
                return i;
            }
            lastCharacter = i;
            i = CodePointClass.next(utf8, i);
        }
        return last ? i : Runs.UNDECIDED;
    }

    private static int run(int bits, boolean kana, byte[] utf8, int at, int to, boolean last) {
        int i = at;
        while (i < to) {
            int c = classAt(utf8, i, kana);
            if ((c & bits) == 0) {
                return i;
            }
            i = CodePointClass.next(utf8, i);
        }
        return last ? i : Runs.UNDECIDED;
    }

    private static int asciiLetters(byte[] utf8, int at, int to, boolean last) {
        int i = at;
        while (i < to) {
            if (!isAsciiLetter(utf8[i])) {
                return i;
            }
            i++;
        }
        return last ? i : Runs.UNDECIDED;
    }

    private static boolean isAsciiLetter(int b) {
        return (b | 0x20) >= 'a' && (b | 0x20) <= 'z';
    }

    /** As {@link CodePointClass#at}, or {@link #OUTSIDE} for a character of another kind of stretch. */
    private static int classAt(byte[] utf8, int i, boolean kana) {
        int c = CodePointClass.at(utf8, i);
        return (c & NUMBER) != 0 || isChineseOrJapanese(utf8, i) != kana ? OUTSIDE : c;
    }

    /** {@code [一-龥぀-ゟ゠-ヿ]}: not all such characters, and some that are not letters. */
    private static boolean isChineseOrJapanese(byte[] utf8, int i) {
        if (utf8[i] < (byte) 0xE3 || utf8[i] > (byte) 0xE9) {
            return false;
        }
        int c = CodePointClass.codePoint(utf8, i);
        return c >= 0x4E00 && c <= 0x9FA5 || c >= 0x3040 && c <= 0x30FF;
    }
}
