package io.tokenloom.text.pipeline;

import io.tokenloom.text.TokenBuffer;
import io.tokenloom.text.TokenTable;
import io.tokenloom.text.Utf8Text;
import io.tokenloom.text.piece.PieceEncoder;
import io.tokenloom.text.piece.PieceModel;
import io.tokenloom.text.split.Splitter;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Encodes text that a splitter cuts into pieces, each of which a model turns into tokens. Tokens of short pieces are
 * remembered. Thread-safe: immutable from outside.
 *
 * <p>Text is well-formed UTF-8, which is not checked. Spans, where wanted, are indices in the array that holds the text.
 *
 * <p>Memory: each thread that is within a call works with memory of its own, {@value RememberedPieces#BYTES} bytes of remembered
 * pieces and what the model's encoder needs. After a call it waits for the next one, of any thread; as many wait as there
 * were calls at a time, up to four for each processor. One more is kept as a template, with the vocabulary in it.
 */
public final class SplitEncoder {
    /** References between two places, so that threads don't share cache lines. */
    private static final int STRIDE = 16;
    /** Ids that are remembered from the start. More would cost more time than the first texts save by it. */
    private static final int SEEDED = 1 << 13;

    private final Splitter splitter;
    private final PieceModel model;
    private final WordCache template;
    private final AtomicReferenceArray<PieceLoop> waiting;
    private final int places;

    public SplitEncoder(Splitter splitter, PieceModel model) {
        this.splitter = splitter;
        this.model = model;
        this.template = seeded(model);
        this.places = 4 * Runtime.getRuntime().availableProcessors();
        this.waiting = new AtomicReferenceArray<>(STRIDE * places);
    }

    /** Tokens that are text by themselves, as far as they find room; the lowest ids are the most frequent. */
    static WordCache seeded(PieceModel model) {
        TokenTable tokens = model.tokens();
        WordCache cache = new WordCache(tokens.size());
        PieceEncoder encoder = model.newEncoder();
        TokenBuffer ids = TokenBuffer.ofIds();
        long[] key = new long[PieceKeys.LONGS];
        for (int id = 0; id < Math.min(SEEDED, tokens.size()); id++) {
            int start = tokens.start(id);
            int length = tokens.has(id) ? tokens.length(id) : 0;
            if (length > 0 && length <= WordCache.LENGTH && Utf8Text.isValid(tokens.bytes(), start, length)) {
                PieceKeys.of(tokens.bytes(), start, start + length, key);
                if (cache.hasRoom(key)) {
                    ids.clear();
                    encoder.encode(tokens.bytes(), start, start + length, ids);
                    long packed = cache.pack(ids, 0);
                    if (packed != WordCache.NONE) {
                        cache.seed(key, packed);
                    }
                }
            }
        }
        return cache;
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
        return new PieceLoop(splitter, model, template.copy());
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
