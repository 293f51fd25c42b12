package io.tokenloom.cli.text;

import io.tokenloom.cli.CommandException;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.text.CutRule;
import io.tokenloom.text.TextPartitioner;
import java.io.IOException;
import java.util.Arrays;

/**
 * Reads a text of any length in parts whose ids, one after the other, are the ids of the whole. Holds one part in memory:
 * about a mebibyte, up to 16 where a text has no place to cut. Not thread-safe.
 */
final class TextParts {
    private static final int USUAL_BYTES = 1 << 20;
    private static final int LARGEST_BYTES = 16 << 20;
    /** The rule looks at bytes around a cut. */
    private static final int BEHIND_CUT = 2;

    private final TextOptions.Source source;
    private final CutRule rule;
    private final int usualBytes;
    private byte[] ahead = {};
    private byte[] part = {};
    private long start;

    /** A part of about the usual size each. */
    TextParts(TextOptions.Source source, CutRule rule) {
        this(source, rule, USUAL_BYTES);
    }

    /** Parts of another size. */
    TextParts(TextOptions.Source source, CutRule rule, int usualBytes) {
        this.source = source;
        this.rule = rule;
        this.usualBytes = rule == CutRule.NONE ? LARGEST_BYTES : usualBytes;
    }

    /**
     * Goes on to the next part.
     *
     * @return false behind the last one
     * @throws CommandException "failed" if there is no place to cut for too long
     */
    boolean next() throws IOException {
        start += part.length;
        int end = 0;
        for (int limit = usualBytes; end == 0; limit *= 2) {
            fill(limit + BEHIND_CUT);
            if (ahead.length <= limit) {
                end = ahead.length;
                break;
            }
            end = cut(limit);
            if (end == 0 && 2L * limit > LARGEST_BYTES) {
                throw tooLong(limit);
            }
        }
        part = Arrays.copyOf(ahead, end);
        ahead = Arrays.copyOfRange(ahead, end, ahead.length);
        return end > 0;
    }

    private void fill(int wanted) throws IOException {
        byte[] more = source.bytes().readNBytes(wanted - Math.min(wanted, ahead.length));
        if (more.length > 0) {
            int held = ahead.length;
            ahead = Arrays.copyOf(ahead, held + more.length);
            System.arraycopy(more, 0, ahead, held, more.length);
        }
    }

    /** The last place to cut, 0 if there is none. */
    private int cut(int limit) {
        try {
            return TextPartitioner.cuts(ahead, limit, rule)[0];
        } catch (TokenizationException nowhere) {
            return 0;
        }
    }

    private CommandException tooLong(int bytes) {
        String why = rule == CutRule.NONE
                ? "this tokenizer has no place where a text can be cut without a change of its ids"
                : "it has no place to cut, a single space or line feed between ASCII letters, for " + bytes
                        + " bytes from byte " + start + " on";
        return CommandException.failed(
                source.name() + " is longer than what is encoded at once, and " + why + "; give shorter texts");
    }

    /** The bytes of this part. */
    byte[] bytes() {
        return part;
    }

    /** Where this part begins in the text. */
    long start() {
        return start;
    }

    /** Whether anything follows this part. */
    boolean more() throws IOException {
        fill(1);
        return ahead.length > 0;
    }
}
