package io.tokenloom.text.split;

import static io.tokenloom.text.split.CodePointClass.CASELESS;
import static io.tokenloom.text.split.CodePointClass.HAN;
import static io.tokenloom.text.split.CodePointClass.LETTER;
import static io.tokenloom.text.split.CodePointClass.LOWER;
import static io.tokenloom.text.split.CodePointClass.MARK;
import static io.tokenloom.text.split.CodePointClass.NUMBER;
import static io.tokenloom.text.split.CodePointClass.SPACE;
import static io.tokenloom.text.split.CodePointClass.UPPER;

/**
 * {@link SplitPattern#O200K} and its kin: as cl100k, and words end where small letters turn into capital ones.
 *
 * <p>Undecided at the end of a text that goes on: what is so in {@link Cl100kSplitter}, but for apostrophes; a run of capital
 * letters and those without case, wherever its last letter without case is (a small letter would draw all of it into one
 * word); a word that ends there, since an ending may follow, and a word with an apostrophe and at most one letter of an
 * ending behind it. A word of small letters that a capital follows is decided.
 */
final class O200kSplitter extends MaskedSplitter {
    private static final int NONE = 0;

    private final int digits;
    private final boolean contractions;
    private final boolean slashes;
    private final boolean han;

    /**
     * @param digits the most numbers in one piece
     * @param contractions a word takes the English ending behind it
     * @param slashes slashes between the line ends behind punctuation belong to it
     * @param han runs of Han are pieces of their own
     */
    O200kSplitter(AsciiMasks masks, int digits, boolean contractions, boolean slashes, boolean han) {
        super(masks, new O200kRule(digits, contractions, slashes));
        this.digits = digits;
        this.contractions = contractions;
        this.slashes = slashes;
        this.han = han;
    }

    @Override
    int pieceEnd(byte[] utf8, int at, int to, boolean last) {
        int c = CodePointClass.at(utf8, at);
        if (han && (c & HAN) != 0) {
            return Runs.of(HAN, utf8, at, to, last);
        }
        if ((c & LETTER) != 0) {
            return word(utf8, at, at, c, to, last);
        }
        if ((c & NUMBER) != 0) {
            return Runs.numbers(digits, utf8, at, to, last);
        }
        byte b = utf8[at];
        int run = at;
        if (!Runs.isLineEnd(b)) {
            int next = CodePointClass.next(utf8, at);
            if (next == to && !last) {
                return Runs.UNDECIDED;
            }
            int end = word(utf8, at, next, c, to, last);
            if (end != NONE) {
                return end;
            }
            if (next < to && b == ' ') {
                run = next;
                c = CodePointClass.at(utf8, next);
            }
        }
        if ((c & (SPACE | NUMBER)) != 0) {
            return Runs.linesOrSpaces(utf8, at, to, last);
        }
        int end = Runs.without(LETTER | NUMBER | SPACE, utf8, run, to, last);
        if (end < 0) {
            return end;
        }
        return slashes ? Runs.lineEndsAndSlashes(utf8, end, to, last) : Runs.lineEnds(utf8, end, to, last);
    }

    /**
     * A word: {@code [upper]*[lower]+} if that is there, otherwise {@code [upper]+}. Letters without case and marks count
     * as both. So the capitals are taken first; if a small letter follows, all of those too; if not, the word has to give
     * back capitals until it ends in a letter that counts as small, and only if there is none does it keep them all.
     *
     * @param at where the piece begins
     * @param letters where the letters begin: at {@code at}, or behind the one character before them
     * @param first the class of the character at {@code at}
     */
    private int word(byte[] utf8, int at, int letters, int first, int to, boolean last) {
        int both = NONE;
        int i = letters;
        while (i < to) {
            int c = CodePointClass.at(utf8, i);
            if (han && (c & HAN) != 0) {
                break;
            }
            if ((c & (UPPER | CASELESS | MARK)) == 0) {
                if ((c & LOWER) != 0) {
                    return smallLetters(utf8, CodePointClass.next(utf8, i), to, last);
                }
                break;
            }
            i = CodePointClass.next(utf8, i);
            if ((c & UPPER) == 0) {
                both = i;
            }
        }
        if (i == to && !last) {
            return Runs.UNDECIDED;
        }
        if (both != NONE) {
            return contracted(utf8, both, to, last);
        }
        if (letters > at && (first & MARK) != 0) {
            // The mark is not the character before the word but its only small letter.
            return contracted(utf8, letters, to, last);
        }
        return i == letters ? NONE : contracted(utf8, i, to, last);
    }

    private int smallLetters(byte[] utf8, int at, int to, boolean last) {
        int i = at;
        while (i < to) {
            int c = CodePointClass.at(utf8, i);
            if ((c & (LOWER | CASELESS | MARK)) == 0 || han && (c & HAN) != 0) {
                return contracted(utf8, i, to, last);
            }
            i = CodePointClass.next(utf8, i);
        }
        return last ? i : Runs.UNDECIDED;
    }

    private int contracted(byte[] utf8, int end, int to, boolean last) {
        if (!contractions) {
            return end;
        }
        if (end == to) {
            return last ? end : Runs.UNDECIDED;
        }
        return utf8[end] == '\'' ? Contractions.end(utf8, end, to, last) : end;
    }
}
