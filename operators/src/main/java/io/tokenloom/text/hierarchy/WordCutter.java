package io.tokenloom.text.hierarchy;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.text.StrictUtf8;
import java.util.Arrays;

/**
 * Finds the ends of words in text that comes stretch by stretch, with long words cut at the limit. Positions are counted
 * from the start of the text. Not thread-safe: remembers where it is.
 */
final class WordCutter {
    private final int limit;
    private final WordRule rule = new WordRule();
    /** Where the word under way begins. */
    private long start;

    private long at;
    private long[] ends = new long[16];
    private int count;

    WordCutter(int limit) {
        this.limit = limit;
    }

    /**
     * Goes on to the end of a stretch, or to a character that is cut by it. Adds the ends that are certain.
     *
     * @param bytes the text from {@link #start} on, at the latest, to the end of the stretch
     * @param origin position of {@code bytes[0]}
     * @param to index behind the stretch
     * @throws TokenizationException with TEXT_ENCODING if it is not UTF-8
     */
    void advance(byte[] bytes, long origin, int to) {
        while (at - origin < to) {
            int codePoint = StrictUtf8.codePoint(bytes, (int) (at - origin), to);
            if (codePoint == StrictUtf8.INCOMPLETE) {
                return;
            }
            if (codePoint == StrictUtf8.MALFORMED) {
                throw malformed(at);
            }
            rule.next(codePoint, at);
            if (rule.first() != WordRule.NONE) {
                begin(bytes, origin, rule.first());
            }
            if (rule.second() != WordRule.NONE) {
                begin(bytes, origin, rule.second());
            }
            at += StrictUtf8.length(codePoint);
            cut(bytes, origin, rule.undecided() == WordRule.NONE ? at : rule.undecided());
        }
    }

    /** Adds the ends that are left: the text ends here. */
    void finish(byte[] bytes, long origin, int to) {
        if (at - origin < to) {
            throw malformed(at);
        }
        if (rule.undecided() != WordRule.NONE) {
            begin(bytes, origin, rule.undecided());
        }
        begin(bytes, origin, at);
    }

    private static TokenizationException malformed(long position) {
        return new TokenizationException(
                FailureCode.TEXT_ENCODING,
                "the text is not UTF-8: the sequence at byte " + position
                        + " is malformed; send UTF-8, or name the real character set and convert before");
    }

    private void begin(byte[] bytes, long origin, long position) {
        cut(bytes, origin, position);
        if (position > start) {
            end(position);
        }
    }

    private void cut(byte[] bytes, long origin, long certain) {
        while (certain - start > limit) {
            long end = start + limit;
            while (end > start && (bytes[(int) (end - origin)] & 0xC0) == 0x80) {
                end--;
            }
            // A character that is longer than the limit is cut.
            end(end > start ? end : start + limit);
        }
    }

    private void end(long position) {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
        }
        ends[count++] = position;
        start = position;
    }

    /** Where the word under way begins; the bytes before it are not needed any more. */
    long start() {
        return start;
    }

    /** How many ends were found since {@link #clear}. */
    int count() {
        return count;
    }

    long end(int index) {
        return ends[index];
    }

    void clear() {
        count = 0;
    }
}
