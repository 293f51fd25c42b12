package io.tokenloom.text.split;

import static io.tokenloom.text.split.CodePointClass.LETTER;
import static io.tokenloom.text.split.CodePointClass.NUMBER;
import static io.tokenloom.text.split.CodePointClass.SPACE;

/**
 * {@link SplitPattern#CL100K} and its kin: words with any one character before them, numbers in short groups.
 *
 * <p>Undecided at the end of a text that goes on: a run of letters; fewer numbers than make a group (a full group is
 * decided); any one character that a letter would join; a run of others, with or without line ends behind it; white space
 * of any kind, since a line end further on would draw all of it into one piece; an apostrophe with at most one letter of
 * an ending. {@code tailWhole} asks only of a text that has ended.
 */
final class Cl100kSplitter extends MaskedSplitter {
    private final int digits;
    private final boolean tailWhole;

    /**
     * @param digits the most numbers in one piece
     * @param tailWhole white space at the end of the text is one piece, even with line ends in it
     */
    Cl100kSplitter(AsciiMasks masks, int digits, boolean tailWhole) {
        super(masks, new Cl100kRule(digits));
        this.digits = digits;
        this.tailWhole = tailWhole;
    }

    @Override
    int pieceEnd(byte[] utf8, int at, int to, boolean last) {
        int c = CodePointClass.at(utf8, at);
        if ((c & LETTER) != 0) {
            return Runs.of(LETTER, utf8, at, to, last);
        }
        if ((c & NUMBER) != 0) {
            return Runs.numbers(digits, utf8, at, to, last);
        }
        byte b = utf8[at];
        if (b == '\'') {
            int contraction = Contractions.end(utf8, at, to, last);
            if (contraction != at) {
                return contraction;
            }
        }
        int run = at;
        if (!Runs.isLineEnd(b)) {
            int next = CodePointClass.next(utf8, at);
            if (next == to) {
                return last ? to : Runs.UNDECIDED;
            }
            int following = CodePointClass.at(utf8, next);
            if ((following & LETTER) != 0) {
                return Runs.of(LETTER, utf8, next, to, last);
            }
            if (b == ' ') {
                run = next;
                c = following;
            }
        }
        if ((c & (SPACE | NUMBER)) != 0) {
            return whiteSpace(utf8, at, to, last);
        }
        int end = Runs.without(LETTER | NUMBER | SPACE, utf8, run, to, last);
        return end < 0 ? end : Runs.lineEnds(utf8, end, to, last);
    }

    private int whiteSpace(byte[] utf8, int at, int to, boolean last) {
        if (tailWhole && last && Runs.of(SPACE, utf8, at, to, true) == to) {
            return to;
        }
        return Runs.linesOrSpaces(utf8, at, to, last);
    }
}
