package io.tokenloom.text.hierarchy;

import com.ibm.icu.lang.UCharacter.WordBreak;

/**
 * Where words begin, decided character by character. Text is first cut into pieces: at the {@linkplain WordBounds word
 * bounds}, behind every punctuation character, and between a lower case and an upper case letter. Pieces are grouped to
 * words: a single space takes the word behind it, and punctuation joins a space, a word or punctuation before it. (The
 * published rule also joins runs of spaces; the word bounds of Unicode 11 and later leave them whole.)
 *
 * <p>At most one begin is undecided at a time: at a fraction slash behind a digit, which a digit behind it takes into the
 * piece, and at white space behind a single space, which turns out to be a word if a combining mark follows or, behind a
 * narrow no-break space, a letter. All before it is decided. Of the other marks that look ahead, as in {@code can't},
 * nothing depends: they are punctuation, which joins the word before it in either case.
 *
 * <p>Not thread-safe: remembers what came before.
 */
final class WordRule {
    /** No position. */
    static final long NONE = -1;

    private enum Piece {
        NONE,
        SPACE,
        WHITE,
        PUNCTUATION,
        WORD
    }

    private final WordBounds bounds = new WordBounds();
    private Piece piece = Piece.NONE;
    /** Traits of the character before. */
    private int before;

    private long undecided = NONE;
    private boolean undecidedSlash;
    private long first = NONE;
    private long second = NONE;

    /**
     * Takes the next character in. {@link #first()} and {@link #second()} are then the begins of words that it decided, up
     * to its own position.
     */
    void next(int codePoint, long position) {
        int traits = CharacterTraits.of(codePoint);
        first = NONE;
        second = NONE;
        int bound = bounds.next(traits);
        boolean ends = bound == WordBounds.YES
                || (before & CharacterTraits.PUNCTUATION) != 0
                || (before & CharacterTraits.LOWER) != 0 && (traits & CharacterTraits.UPPER) != 0;
        if (undecidedSlash && !WordBounds.isSkipped(CharacterTraits.wordBreak(traits))) {
            if (CharacterTraits.wordBreak(traits) != WordBreak.NUMERIC) {
                found(undecided);
            }
            undecided = NONE;
            undecidedSlash = false;
        }
        if (ends) {
            begin(traits, position);
        } else if (bound == WordBounds.MAYBE && (traits & CharacterTraits.PUNCTUATION) == 0) {
            undecided = position;
            undecidedSlash = true;
        } else {
            extend(traits);
        }
        before = traits;
    }

    private void begin(int traits, long position) {
        if (undecided != NONE) {
            found(undecided);
            undecided = NONE;
        }
        Piece last = piece;
        piece = alone(traits);
        if (last == Piece.SPACE && piece == Piece.WHITE) {
            undecided = position;
            return;
        }
        boolean joins =
                switch (piece) {
                    case PUNCTUATION -> last == Piece.SPACE || last == Piece.WORD || last == Piece.PUNCTUATION;
                    case WORD -> last == Piece.SPACE;
                    case SPACE, WHITE, NONE -> false;
                };
        if (!joins) {
            found(position);
        }
    }

    private static Piece alone(int traits) {
        if ((traits & CharacterTraits.SPACE) != 0) {
            return Piece.SPACE;
        }
        if ((traits & CharacterTraits.WHITE) != 0) {
            return Piece.WHITE;
        }
        return (traits & CharacterTraits.PUNCTUATION) != 0 ? Piece.PUNCTUATION : Piece.WORD;
    }

    private void extend(int traits) {
        if (piece == Piece.WORD) {
            return;
        }
        if ((traits & CharacterTraits.WHITE) != 0) {
            piece = Piece.WHITE;
        } else {
            piece = Piece.WORD;
            undecided = NONE;
        }
    }

    private void found(long position) {
        if (first == NONE) {
            first = position;
        } else {
            second = position;
        }
    }

    /** The first begin that the last character decided, or {@link #NONE}. */
    long first() {
        return first;
    }

    /** The second one, or {@link #NONE}. */
    long second() {
        return second;
    }

    /** Where a word may begin or not, depending on what follows; {@link #NONE} if all is decided. At the end one does. */
    long undecided() {
        return undecided;
    }
}
