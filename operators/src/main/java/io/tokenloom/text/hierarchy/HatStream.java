package io.tokenloom.text.hierarchy;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Splits text that arrives in chunks, cut anywhere, within a character too. Gives each word as soon as no text behind it
 * can change it; all words together are those that {@link HatSplitter} gives for the whole text.
 *
 * <p>Memory: the word under way, at most the limit and a few bytes. Only a run of combining marks or narrow no-break
 * spaces can hold more back, up to {@link #MAX_HELD_BYTES}. Not thread-safe. After an exception it can't go on.
 */
public final class HatStream {
    /** The most text that is held back. */
    public static final int MAX_HELD_BYTES = 1024 * 1024;

    /** Chunks are taken in by so many bytes, so that a large one is not copied whole. */
    private static final int STEP_BYTES = 16 * 1024;

    private final WordCutter cutter;
    /** Text from the begin of the word under way on. */
    private byte[] held = new byte[256];

    private int heldBytes;
    private long origin;
    private boolean finished;

    HatStream(int limitBytes) {
        cutter = new WordCutter(limitBytes);
    }

    /**
     * Takes a chunk in.
     *
     * @return the words that are certain now
     * @throws TokenizationException with TEXT_ENCODING when the text is not UTF-8, with TEXT_LIMIT when more than {@link
     *     #MAX_HELD_BYTES} would have to be held back
     * @throws IllegalStateException after {@link #finish}
     */
    public List<byte[]> append(byte[] chunk, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, chunk.length);
        requireOpen();
        List<byte[]> words = new ArrayList<>();
        for (int done = 0; done < length; ) {
            int step = Math.min(STEP_BYTES, length - done);
            reserve(step);
            System.arraycopy(chunk, offset + done, held, heldBytes, step);
            heldBytes += step;
            done += step;
            cutter.advance(held, origin, heldBytes);
            take(words);
        }
        return words;
    }

    /**
     * Ends the text.
     *
     * @return the words that are left
     * @throws TokenizationException with TEXT_ENCODING when the text ends within a character
     * @throws IllegalStateException if it was called before
     */
    public List<byte[]> finish() {
        requireOpen();
        finished = true;
        List<byte[]> words = new ArrayList<>();
        cutter.finish(held, origin, heldBytes);
        take(words);
        return words;
    }

    private void requireOpen() {
        if (finished) {
            throw new IllegalStateException("this text has ended; take a new stream for the next");
        }
    }

    private void reserve(int more) {
        int needed = heldBytes + more;
        if (needed > MAX_HELD_BYTES + STEP_BYTES) {
            throw new TokenizationException(
                    FailureCode.TEXT_LIMIT,
                    "the text has a run of more than " + MAX_HELD_BYTES
                            + " combining marks or narrow no-break spaces (in" + " bytes) from byte " + origin
                            + " on, within which no end of a word is certain");
        }
        if (needed > held.length) {
            held = Arrays.copyOf(held, Math.max(needed, 2 * held.length));
        }
    }

    private void take(List<byte[]> words) {
        int from = 0;
        for (int i = 0; i < cutter.count(); i++) {
            int to = (int) (cutter.end(i) - origin);
            words.add(Arrays.copyOfRange(held, from, to));
            from = to;
        }
        cutter.clear();
        if (from > 0) {
            System.arraycopy(held, from, held, 0, heldBytes - from);
            heldBytes -= from;
            origin += from;
        }
    }
}
