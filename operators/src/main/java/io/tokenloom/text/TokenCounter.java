package io.tokenloom.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import java.util.Arrays;
import java.util.Objects;

/**
 * A text that grows, how many tokens it has, and how many any interval of it has if it were encoded alone; neither
 * encodes the whole text again.
 *
 * <p>Every 256 bytes or so a <em>mark</em> is set: at byte {@code seen} of the text, the first {@code tokens} tokens, up
 * to byte {@code end}, are decided (see {@link TextTokenizer#encodeDecided}): they are the tokens of every text that
 * begins with these {@code seen} bytes, and what is behind them is encoded as a text of its own. Therefore:
 *
 * <ul>
 *   <li>The count of the whole is that of the last mark plus that of the text behind its end.
 *   <li>For an interval, tokens are decided from its start on, up to what the next mark has seen. If they end where the
 *       mark's own tokens end, both leave the same rest, a text of its own that begins there, so from there on the
 *       tokens of the interval are those of the whole as far as they are decided; otherwise the same is tried with the
 *       mark after it. A splitter never looks behind, so as soon as the interval and the whole have one end of a piece
 *       in common they have all that follow in common, which happens within a few pieces in ordinary text.
 *   <li>Towards the end of the interval, the last mark that has seen no more than the interval holds says what is decided
 *       without the text behind the interval. Its rest, up to the interval's end, is encoded by itself.
 * </ul>
 *
 * <p>So an interval costs the encoding of some hundred bytes at both ends, however long it is. It costs more where pieces
 * are long, or where an interval never meets the pieces of the whole (within a run of digits that are grouped by three
 * from its start), and the whole interval for a tokenizer of which nothing is known before the end of the text.
 *
 * <p>Memory: the text, and 12 bytes for each mark. Not thread-safe.
 */
public final class TokenCounter {
    private static final int STEP = 256;

    private final TextTokenizer tokenizer;
    private final TokenBuffer scratch = TokenBuffer.ofIds();
    private final ByteQueue text = new ByteQueue();
    /** How many bytes are whole characters. */
    private int length;

    private int[] seen = new int[16];
    private int[] ends = new int[16];
    private int[] tokens = new int[16];
    private int marks;
    private int lastTry;
    private int countedLength;
    private int count;

    /** Begins with an empty text. */
    public TokenCounter(TextTokenizer tokenizer) {
        this.tokenizer = Objects.requireNonNull(tokenizer, "tokenizer");
    }

    /** How many bytes the text has; a character that is not complete does not count. */
    public int length() {
        return length;
    }

    /**
     * Adds to the text. Bytes that begin a character count when the rest of it is there.
     *
     * @throws TokenizationException with TEXT_ENCODING when the text is not well-formed UTF-8, naming the byte in the
     *     whole text; what the call added is taken back
     */
    public void append(byte[] utf8, int offset, int size) {
        Objects.checkFromIndexSize(offset, size, utf8.length);
        int before = text.size();
        text.add(utf8, offset, size);
        int whole = text.size() - Utf8Scan.openTail(text.array(), 0, text.size());
        int malformed = Utf8Scan.firstMalformed(text.array(), length, whole);
        if (malformed < whole) {
            text.removeLast(text.size() - before);
            throw new TokenizationException(
                    FailureCode.TEXT_ENCODING,
                    "the text is not UTF-8: the sequence at byte " + malformed
                            + " is malformed; send UTF-8, or name the real character set and convert before");
        }
        length = whole;
        setMarks();
    }

    /** Adds characters; a surrogate without its partner in the same call counts as U+FFFD. */
    public void append(CharSequence more) {
        byte[] utf8 = Utf8Text.replaceLoneSurrogates(more).getBytes(UTF_8);
        append(utf8, 0, utf8.length);
    }

    /** How many tokens the text has. */
    public int count() {
        if (countedLength != length) {
            count = lastTokens() + tokenizer.count(text.array(), lastEnd(), length - lastEnd());
            countedLength = length;
        }
        return count;
    }

    /**
     * How many tokens an interval of the text has, encoded alone.
     *
     * @param from its first byte
     * @param to the byte behind its last
     * @throws IndexOutOfBoundsException when the interval is not within the text
     * @throws IllegalArgumentException when it begins or ends within a character
     */
    public int count(int from, int to) {
        Objects.checkFromToIndex(from, to, length);
        requireBoundary(from);
        requireBoundary(to);
        byte[] bytes = text.array();
        int at = from;
        int sum = 0;
        for (int mark = firstMarkFrom(from); mark < marks && seen[mark] <= to; mark++) {
            scratch.clear();
            at += tokenizer.encodeDecided(bytes, at, seen[mark] - at, scratch);
            sum += scratch.size();
            if (at == ends[mark]) {
                int last = lastMarkSeenBy(to);
                sum += tokens[last] - tokens[mark];
                at = ends[last];
                break;
            }
        }
        return sum + tokenizer.count(bytes, at, to - at);
    }

    /** Empties the text. */
    public void clear() {
        text.remove(text.size());
        length = 0;
        marks = 0;
        lastTry = 0;
        countedLength = 0;
        count = 0;
    }

    private void setMarks() {
        while (true) {
            // Where nothing gets decided, growing steps keep the time linear.
            int next = lastTry + Math.max(STEP, (lastTry - lastEnd()) >> 2);
            if (next > length) {
                return;
            }
            while (!Utf8.isBoundary(text.array(), next, length)) {
                next--;
            }
            setMark(next);
        }
    }

    private void setMark(int at) {
        int start = lastEnd();
        scratch.clear();
        int decided = tokenizer.encodeDecided(text.array(), start, at - start, scratch);
        lastTry = at;
        if (decided == 0) {
            return;
        }
        int total = Math.addExact(lastTokens(), scratch.size());
        if (marks == seen.length) {
            seen = Arrays.copyOf(seen, 2 * marks);
            ends = Arrays.copyOf(ends, 2 * marks);
            tokens = Arrays.copyOf(tokens, 2 * marks);
        }
        seen[marks] = at;
        ends[marks] = start + decided;
        tokens[marks] = total;
        marks++;
    }

    private int lastEnd() {
        return marks == 0 ? 0 : ends[marks - 1];
    }

    private int lastTokens() {
        return marks == 0 ? 0 : tokens[marks - 1];
    }

    private int firstMarkFrom(int end) {
        int found = Arrays.binarySearch(ends, 0, marks, end);
        return found >= 0 ? found : -found - 1;
    }

    private int lastMarkSeenBy(int at) {
        int found = Arrays.binarySearch(seen, 0, marks, at);
        return found >= 0 ? found : -found - 2;
    }

    private void requireBoundary(int at) {
        if (!Utf8.isBoundary(text.array(), at, length)) {
            throw new IllegalArgumentException("byte " + at + " lies within a character; it cannot bound an interval");
        }
    }
}
