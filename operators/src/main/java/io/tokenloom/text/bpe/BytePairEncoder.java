package io.tokenloom.text.bpe;

import io.tokenloom.text.TokenBuffer;
import io.tokenloom.text.piece.PieceEncoder;
import io.tokenloom.text.piece.ShortPiece;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds the tokens of a piece. A short one is merged by {@link ShortMerges}, a longer one of ASCII, or one that is no word, by
 * {@link WindowMerges}. Any other is gone through from left to right: the longest token that can stand behind the one before
 * it, and where none can, that one is given up for a shorter one.
 *
 * <p>Time is linear: the tokens before a place are settled by the text before it alone (they are its encoding), so a place
 * that was given up once is never right and never tried again; from each place at most as many tokens are tried as begin
 * each other. Memory: one bit for each byte of a piece, and only where something is given up; what is put out serves as
 * the stack. Up to {@value #KEPT} longs of it are kept. Not thread-safe.
 */
final class BytePairEncoder implements PieceEncoder {
    private static final int NONE = Vocabulary.NONE;
    private static final int KEPT = 1024;
    /** The longest piece that is merged by the definition, which takes longer for longer ones. */
    private static final int SHORT = 16;

    /** Longer than words. */
    private static final int LONG = 255;

    private static final long NOT_ASCII = 0x8080808080808080L;

    private final Vocabulary vocabulary;
    private final UnknownCharacters unknown;
    private final Optional<ShortMerges> merges;
    private final Optional<WindowMerges> windows;
    /** A bit for each place in the stretch, counted from its start, that no encoding of the stretch goes through. */
    private long[] dead = new long[KEPT];

    BytePairEncoder(Vocabulary vocabulary, UnknownCharacters unknown) {
        this.vocabulary = vocabulary;
        this.unknown = unknown;
        this.merges = vocabulary.newShortMerges();
        this.windows = merges.map(m -> new WindowMerges(vocabulary, m));
    }

    @Override
    public void encode(byte[] utf8, int from, int to, TokenBuffer out) {
        int token = vocabulary.find(utf8, from, to);
        if (token != NONE) {
            out.add(vocabulary.id(token), from, to);
            return;
        }
        if (merges.isPresent() && merge(utf8, from, to, out)) {
            return;
        }
        int at = stretch(utf8, from, to, out);
        while (at < to) {
            at = unknown.encode(utf8, at, to, out);
            at = stretch(utf8, at, to, out);
        }
    }

    private boolean merge(byte[] utf8, int from, int to, TokenBuffer out) {
        int first = out.size();
        if (to - from <= SHORT) {
            out.advance(merges.get().encode(utf8, from, to, out.reserve(to - from), first));
        } else if (!goesByWindows(utf8, from, to) || !windows.get().encode(utf8, from, to, out)) {
            return false;
        }
        name(first, from, out);
        return true;
    }

    /** In words of characters beyond ASCII little has to be given up from left to right; in what is no word, more. */
    private boolean goesByWindows(byte[] utf8, int from, int to) {
        return to - from > LONG || !vocabulary.isInOrder() || (ShortPiece.word(utf8, from) & NOT_ASCII) == 0;
    }

    @Override
    public void findWhole(byte[] utf8, int[] starts, int[] ends, int[] wanted, int count, int[] ids) {
        vocabulary.find(utf8, starts, ends, wanted, count, ids);
    }

    /** Encodes up to a character that no token begins with; returns where that is. */
    private int stretch(byte[] utf8, int from, int to, TokenBuffer out) {
        Vocabulary tokens = vocabulary;
        int first = out.size();
        int[] stack = out.reserve(Math.min(to - from, 64));
        int count = first;
        int last = NONE;
        int at = from;
        int marked = 0;
        int token = tokens.longest(utf8, from, to);
        while (token != NONE) {
            int end = at + tokens.length(token);
            if (!(end - from < marked && isDead(end - from)) && (last == NONE || tokens.stayApart(last, token))) {
                if (count == stack.length) {
                    out.advance(count - out.size());
                    stack = out.reserve(64);
                }
                stack[count++] = token;
                last = token;
                at = end;
                token = tokens.longest(utf8, at, to);
                continue;
            }
            token = tokens.shorter(token);
            while (token == NONE) {
                marked = Math.max(marked, at - from + 1);
                kill(at - from);
                token = stack[--count];
                at -= tokens.length(token);
                last = count == first ? NONE : stack[count - 1];
                token = tokens.shorter(token);
            }
        }
        if (marked > 0) {
            forget(marked);
        }
        out.truncate(Math.min(out.size(), count));
        out.advance(count - out.size());
        name(first, from, out);
        return at;
    }

    /** Turns numbers into ids and adds spans. */
    private void name(int first, int from, TokenBuffer out) {
        int[] ids = out.ids();
        int start = from;
        for (int i = first; i < out.size(); i++) {
            int token = ids[i];
            ids[i] = vocabulary.id(token);
            if (out.hasSpans()) {
                out.starts()[i] = start;
                start += vocabulary.length(token);
                out.ends()[i] = start;
            }
        }
    }

    private boolean isDead(int place) {
        return (dead[place >>> 6] & 1L << place) != 0;
    }

    private void kill(int place) {
        if (place >>> 6 >= dead.length) {
            dead = Arrays.copyOf(dead, Math.max(place >>> 6, 2 * dead.length) + 1);
        }
        dead[place >>> 6] |= 1L << place;
    }

    private void forget(int places) {
        if (dead.length > KEPT) {
            dead = new long[KEPT];
        } else {
            Arrays.fill(dead, 0, (places + 63) >>> 6, 0);
        }
    }
}
