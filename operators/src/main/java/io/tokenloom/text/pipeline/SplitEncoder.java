package io.tokenloom.text.pipeline;

import io.tokenloom.text.TokenBuffer;
import io.tokenloom.text.piece.PieceModel;
import io.tokenloom.text.split.Splitter;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Encodes text that a splitter cuts into pieces, each of which a model turns into tokens. Tokens of short pieces are
 * remembered. Thread-safe: immutable from outside.
 *
 * <p>Text is well-formed UTF-8, which is not checked. Spans, where wanted, are indices in the array that holds the text.
 *
 * <p>Memory: each thread that is within a call works with memory of its own, what the model's encoder needs and the pieces that
 * it remembers: 140 KiB at first, at most {@value RememberedPieces#BYTES} bytes. After a call it waits for the next one, of any
 * thread; as many wait as there were calls at a time, up to four for each processor.
 */
public final class SplitEncoder {
    /** References between two places, so that threads don't share cache lines. */
    private static final int STRIDE = 16;

    private final Splitter splitter;
    private final PieceModel model;
    private final AtomicReferenceArray<PieceLoop> waiting;
    private final int places;

    public SplitEncoder(Splitter splitter, PieceModel model) {
        this.splitter = splitter;
        this.model = model;
        this.places = 4 * Runtime.getRuntime().availableProcessors();
        this.waiting = new AtomicReferenceArray<>(STRIDE * places);
    }

    /** Appends the tokens of {@code utf8[from, to)}. */
    public void encode(byte[] utf8, int from, int to, TokenBuffer out) {
        PieceLoop loop = take();
        loop.encode(utf8, from, to, true, out);
        giveBack(loop);
    }

    /** How many tokens {@code utf8[from, to)} has. */
    public int count(byte[] utf8, int from, int to) {
        PieceLoop loop = take();
        int count = loop.count(utf8, from, to);
        giveBack(loop);
        return count;
    }

    /**
     * Appends the first tokens of {@code utf8[from, to)}, at most so many.
     *
     * @return the index behind the last; {@code to} when they are all
     */
    public int encodeUpTo(int maxTokens, byte[] utf8, int from, int to, TokenBuffer out) {
        PieceLoop loop = take();
        int end = loop.encodeUpTo(maxTokens, utf8, from, to, out);
        giveBack(loop);
        return end;
    }

    /**
     * Appends the tokens of the pieces in {@code utf8[from, to)} that are the same whatever follows.
     *
     * @return the index behind these pieces
     */
    public int encodeDecided(byte[] utf8, int from, int to, TokenBuffer out) {
        PieceLoop loop = take();
        int end = loop.encode(utf8, from, to, false, out);
        giveBack(loop);
        return end;
    }

    /** What waits at the thread's place or at another. One that fails within a call is not given back. */
    private PieceLoop take() {
        int place = (int) (Thread.currentThread().getId() % places);
        for (int i = 0; i < places; i++) {
            int index = STRIDE * ((place + i) % places);
            if (waiting.getPlain(index) != null) {
                PieceLoop loop = waiting.getAndSet(index, null);
                if (loop != null) {
                    return loop;
                }
            }
        }
        return new PieceLoop(splitter, model);
    }

    private void giveBack(PieceLoop loop) {
        int place = (int) (Thread.currentThread().getId() % places);
        for (int i = 0; i < places; i++) {
            int index = STRIDE * ((place + i) % places);
            if (waiting.getPlain(index) == null && waiting.compareAndSet(index, null, loop)) {
                return;
            }
        }
    }
}
