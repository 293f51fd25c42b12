package io.tokenloom.text;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import java.util.Arrays;
import java.util.Objects;

/**
 * Cuts a long text into parts whose ids, one after the other, are the ids of the whole. Thread-safe: holds nothing.
 *
 * <p>Every part is as long as the limit and the rule allow, so equal input gives equal parts.
 */
public final class TextPartitioner {
    /** The longest text, in bytes, that is encoded in one piece by default: 4 MiB. */
    public static final int DEFAULT_LIMIT_BYTES = 4 * 1024 * 1024;

    private TextPartitioner() {}

    /**
     * The ends of the parts: part n reaches from the end before it (0 for the first) to its own end, exclusive. A text
     * within the limit has one part, the empty text too. Well-formed UTF-8 stays well-formed in each part.
     *
     * @param utf8 the whole text
     * @param limitBytes the most bytes a part may have, 1 or more
     * @throws TokenizationException with TEXT_LIMIT when some stretch of {@code limitBytes} has no place to cut
     */
    public static int[] cuts(byte[] utf8, int limitBytes, CutRule rule) {
        Objects.requireNonNull(rule, "rule");
        if (limitBytes < 1) {
            throw new IllegalArgumentException("limitBytes is " + limitBytes + "; it must be 1 or more");
        }
        int[] ends = new int[4];
        int parts = 0;
        int start = 0;
        while (utf8.length - start > limitBytes) {
            start = lastCut(utf8, start, start + limitBytes, rule);
            if (parts + 1 == ends.length) {
                ends = Arrays.copyOf(ends, 2 * ends.length);
            }
            ends[parts++] = start;
        }
        ends[parts++] = utf8.length;
        return Arrays.copyOf(ends, parts);
    }

    private static int lastCut(byte[] utf8, int start, int latest, CutRule rule) {
        if (rule == CutRule.NONE) {
            throw new TokenizationException(
                    FailureCode.TEXT_LIMIT,
                    "text of " + utf8.length + " bytes is over the limit of " + (latest - start)
                            + " bytes, and this tokenizer has no place where a cut is known to keep the ids;"
                            + " send shorter items or raise the limit");
        }
        int cut = lastWordCut(utf8, start, latest, utf8.length);
        if (cut > start) {
            return cut;
        }
        throw new TokenizationException(
                FailureCode.TEXT_LIMIT,
                "text of " + utf8.length + " bytes has no place to cut between byte " + start + " and byte " + latest
                        + " (a single space or line feed between ASCII letters); send shorter items or raise the limit");
    }

    /** The last place to cut by {@link CutRule#WORD} up to {@code latest}, in a text of a range; its start if none. */
    static int lastWordCut(byte[] utf8, int from, int latest, int to) {
        for (int cut = latest; cut > from; cut--) {
            if (isWordCut(utf8, from, cut, to)) {
                return cut;
            }
        }
        return from;
    }

    private static boolean isWordCut(byte[] utf8, int from, int cut, int to) {
        if (cut - from < 1 || cut + 1 > to) {
            return false;
        }
        if (utf8[cut] == ' ') {
            return isLetter(utf8[cut - 1]) && cut + 1 < to && isLetter(utf8[cut + 1]);
        }
        return utf8[cut - 1] == '\n' && isLetter(utf8[cut]) && cut - from >= 2 && isLetter(utf8[cut - 2]);
    }

    private static boolean isLetter(byte b) {
        int lower = b | 0x20;
        return lower >= 'a' && lower <= 'z';
    }
}
