package io.tokenloom.text.hierarchy;

import com.ibm.icu.lang.UCharacter.WordBreak;

/**
 * The word bounds of Unicode Standard Annex 29, decided from the left: whether there is one before the next character.
 * Not thread-safe: remembers what came before.
 *
 * <p>Rules that look ahead (WB6, WB7b, WB12: a letter or digit, a mark as in {@code can't} or {@code 3.5}, then again one)
 * are answered with {@link #MAYBE} at the mark; there was none if the next character that is not skipped joins. Plain UAX 29:
 * ICU's own word iterator cuts Han, Kana, Thai and others with dictionaries besides, which is not what the published rule
 * does and not causal.
 */
final class WordBounds {
    static final int NO = 0;
    static final int YES = 1;
    static final int MAYBE = 2;

    /** Before the first character; no property has this value. */
    private static final int START = -1;

    /** The character before, whatever it is. */
    private int before = START;
    /** The last one that is not skipped by WB4, and the one before that. */
    private int last = START;

    private int secondLast = START;
    private boolean oddRegionalIndicators;

    /** Takes the next character in, and says whether there is a bound before it. */
    int next(int traits) {
        int current = CharacterTraits.wordBreak(traits);
        int bound = bound(current, (traits & CharacterTraits.PICTOGRAPH) != 0);
        boolean skipped = isSkipped(current) && bound == NO;
        if (!skipped) {
            oddRegionalIndicators = current == WordBreak.REGIONAL_INDICATOR && (bound == YES || !oddRegionalIndicators);
            secondLast = bound == YES ? START : last;
            last = current;
        }
        before = current;
        return bound;
    }

    private int bound(int current, boolean pictograph) {
        if (before == START) {
            return YES;
        }
        if (before == WordBreak.CR && current == WordBreak.LF) {
            return NO;
        }
        if (isLineEnd(before) || isLineEnd(current)) {
            return YES;
        }
        if (before == WordBreak.ZWJ && pictograph
                || before == WordBreak.WSEGSPACE && current == WordBreak.WSEGSPACE
                || isSkipped(current)) {
            return NO;
        }
        return inWord(current);
    }

    private int inWord(int current) {
        if (isMark(last) && joinsBehindMark(current)) {
            return NO;
        }
        if (isMark(current)) {
            boolean certain = last == WordBreak.HEBREW_LETTER && current == WordBreak.SINGLE_QUOTE;
            return certain ? NO : joinsBefore(current) ? MAYBE : YES;
        }
        boolean joins = isLetter(last) && (isLetter(current) || current == WordBreak.NUMERIC)
                || last == WordBreak.NUMERIC && (current == WordBreak.NUMERIC || isLetter(current))
                || last == WordBreak.KATAKANA && current == WordBreak.KATAKANA
                || current == WordBreak.EXTENDNUMLET && (isWordCharacter(last) || last == WordBreak.EXTENDNUMLET)
                || last == WordBreak.EXTENDNUMLET && isWordCharacter(current)
                || last == WordBreak.REGIONAL_INDICATOR
                        && current == WordBreak.REGIONAL_INDICATOR
                        && oddRegionalIndicators;
        return joins ? NO : YES;
    }

    /** WB7, WB7c and WB11: what stands before the mark and what is behind it. */
    private boolean joinsBehindMark(int current) {
        return joins(secondLast, last) && joins(current, last) && (isLetter(secondLast) == isLetter(current));
    }

    private boolean joinsBefore(int mark) {
        return joins(last, mark);
    }

    private static boolean joins(int letterOrDigit, int mark) {
        return switch (mark) {
            case WordBreak.MIDLETTER -> isLetter(letterOrDigit);
            case WordBreak.MIDNUM -> letterOrDigit == WordBreak.NUMERIC;
            case WordBreak.MIDNUMLET, WordBreak.SINGLE_QUOTE ->
                isLetter(letterOrDigit) || letterOrDigit == WordBreak.NUMERIC;
            case WordBreak.DOUBLE_QUOTE -> letterOrDigit == WordBreak.HEBREW_LETTER;
            default -> false;
        };
    }

    private static boolean isMark(int value) {
        return switch (value) {
            case WordBreak.MIDLETTER,
                    WordBreak.MIDNUM,
                    WordBreak.MIDNUMLET,
                    WordBreak.SINGLE_QUOTE,
                    WordBreak.DOUBLE_QUOTE -> true;
            default -> false;
        };
    }

    private static boolean isLetter(int value) {
        return value == WordBreak.ALETTER || value == WordBreak.HEBREW_LETTER;
    }

    private static boolean isWordCharacter(int value) {
        return isLetter(value) || value == WordBreak.NUMERIC || value == WordBreak.KATAKANA;
    }

    /** The characters that WB4 attaches to the one before. */
    static boolean isSkipped(int value) {
        return value == WordBreak.EXTEND || value == WordBreak.FORMAT || value == WordBreak.ZWJ;
    }

    private static boolean isLineEnd(int value) {
        return value == WordBreak.CR || value == WordBreak.LF || value == WordBreak.NEWLINE;
    }
}
