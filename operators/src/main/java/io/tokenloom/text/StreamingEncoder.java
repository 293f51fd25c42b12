package io.tokenloom.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import java.util.Objects;

/**
 * Encodes a text that comes in chunks, cut anywhere, also within a character: the ids are those of the whole text. They
 * are given as soon as nothing that may follow can change them, see {@link TextTokenizer#encodeDecided}; the rest of the
 * text is kept until then, at most so many bytes as the limit says.
 *
 * <p>How soon that is depends on the tokenizer. With a split pattern, a piece later, as a rule; where only a
 * {@link CutRule} is known, at the next place to cut; with {@link CutRule#NONE} and nothing better, all ids come with
 * {@link #finish}, and the limit is the length of the longest text.
 *
 * <p>A stretch of more than 1 KiB in which nothing is certain is looked at again only when it has grown by an eighth, so
 * that time stays linear however small the chunks are.
 *
 * <p>Spans, where the buffer takes them, count bytes from the start of the stream. Not thread-safe; after
 * {@link #finish} the next text may begin. After a refusal this encoder takes nothing more.
 */
public final class StreamingEncoder {
    /** The most that is copied in before ids are looked for. */
    private static final int SLICE = 64 * 1024;

    private static final int PATIENT = 1024;

    private final TextTokenizer tokenizer;
    private final int limitBytes;
    private final ByteQueue pending = new ByteQueue();
    /** How many of the pending bytes are known to be whole characters. */
    private int checked;

    private int nextTry;
    private long decided;
    private char highSurrogate;
    private boolean refused;

    /**
     * @param limitBytes the most bytes whose ids may be undecided, 1 or more
     * @see TextPartitioner#DEFAULT_LIMIT_BYTES
     */
    public StreamingEncoder(TextTokenizer tokenizer, int limitBytes) {
        this.tokenizer = Objects.requireNonNull(tokenizer, "tokenizer");
        if (limitBytes < 1) {
            throw new IllegalArgumentException("limitBytes is " + limitBytes + "; it must be 1 or more");
        }
        this.limitBytes = limitBytes;
    }

    /** How many bytes of the stream the ids that were given stand for. */
    public long decidedBytes() {
        return decided;
    }

    /** How many bytes wait for what follows. */
    public int pendingBytes() {
        return pending.size();
    }

    /**
     * Takes the next bytes of the text and appends the ids that are certain now.
     *
     * @throws TokenizationException with TEXT_ENCODING for malformed UTF-8, naming the byte in the stream, and with
     *     TEXT_LIMIT when more bytes than the limit are undecided
     */
    public void append(byte[] utf8, int offset, int length, TokenBuffer out) {
        Objects.checkFromIndexSize(offset, length, utf8.length);
        requireUsable();
        if (length > 0) {
            endLoneSurrogate(out);
        }
        take(utf8, offset, length, out);
    }

    /**
     * Takes the next characters; a surrogate pair may be cut by two chunks, and a surrogate without its partner counts
     * as U+FFFD. Otherwise as {@link #append(byte[], int, int, TokenBuffer)}.
     */
    public void append(CharSequence chunk, TokenBuffer out) {
        requireUsable();
        if (chunk.length() == 0) {
            return;
        }
        String text = highSurrogate == 0 ? chunk.toString() : highSurrogate + chunk.toString();
        char last = text.charAt(text.length() - 1);
        highSurrogate = Character.isHighSurrogate(last) ? last : 0;
        int length = text.length() - (highSurrogate == 0 ? 0 : 1);
        byte[] utf8 = Utf8Text.replaceLoneSurrogates(text.substring(0, length)).getBytes(UTF_8);
        take(utf8, 0, utf8.length, out);
    }

    /**
     * Appends the ids of the rest.
     *
     * @throws TokenizationException with TEXT_ENCODING when the text breaks off within a character
     */
    public void finish(TokenBuffer out) {
        requireUsable();
        endLoneSurrogate(out);
        if (checked < pending.size()) {
            throw malformed(checked);
        }
        if (checked > 0) {
            int first = out.size();
            tokenizer.encode(pending.array(), pending.from(), checked, out);
            shift(out, first);
        }
        pending.remove(pending.size());
        checked = 0;
        nextTry = 0;
        decided = 0;
    }

    private void take(byte[] utf8, int offset, int length, TokenBuffer out) {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            int slice = Math.min(SLICE, end - at);
            pending.add(utf8, at, slice);
            at += slice;
            check();
            // The last try before a refusal is never left out.
            if (checked >= nextTry || pending.size() > limitBytes) {
                encodeDecided(out);
            }
            if (pending.size() > limitBytes) {
                throw overLimit();
            }
        }
    }

    private void check() {
        int from = pending.from();
        int whole = pending.to() - Utf8Scan.openTail(pending.array(), from, pending.to());
        int malformed = Utf8Scan.firstMalformed(pending.array(), from + checked, whole);
        if (malformed < whole) {
            throw malformed(malformed - from);
        }
        checked = whole - from;
    }

    private void encodeDecided(TokenBuffer out) {
        int first = out.size();
        int length = tokenizer.encodeDecided(pending.array(), pending.from(), checked, out);
        shift(out, first);
        pending.remove(length);
        checked -= length;
        decided += length;
        nextTry = checked <= PATIENT ? 0 : checked + (checked >> 3);
    }

    /** From the start of what was pending to the start of the stream. */
    private void shift(TokenBuffer out, int first) {
        if (!out.hasSpans() || decided == 0) {
            return;
        }
        if (decided + checked > Integer.MAX_VALUE) {
            throw refuse(
                    FailureCode.TEXT_LIMIT,
                    "byte " + (decided + checked) + " of the text is over " + Integer.MAX_VALUE
                            + ", the last that a span can name; encode without spans or end the text before");
        }
        out.shiftSpans(first, (int) decided);
    }

    private void endLoneSurrogate(TokenBuffer out) {
        if (highSurrogate != 0) {
            highSurrogate = 0;
            byte[] replacement = "\uFFFD".getBytes(UTF_8);
            take(replacement, 0, replacement.length, out);
        }
    }

    private TokenizationException malformed(int index) {
        return refuse(
                FailureCode.TEXT_ENCODING,
                "the streamed text is not UTF-8: the sequence at byte " + (decided + index)
                        + " is malformed; send UTF-8, or name the real character set and convert before");
    }

    private TokenizationException overLimit() {
        return refuse(
                FailureCode.TEXT_LIMIT,
                "the ids of " + pending.size() + " bytes of streamed text from byte " + decided
                        + " on are still undecided, over the limit of " + limitBytes
                        + " bytes; raise the limit or end the text before");
    }

    private TokenizationException refuse(FailureCode code, String message) {
        refused = true;
        return new TokenizationException(code, message);
    }

    private void requireUsable() {
        if (refused) {
            throw new IllegalStateException("this encoder refused its text; begin the next with a new encoder");
        }
    }
}
