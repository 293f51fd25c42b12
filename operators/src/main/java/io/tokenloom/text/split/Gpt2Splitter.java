package io.tokenloom.text.split;

import static io.tokenloom.text.split.CodePointClass.LETTER;
import static io.tokenloom.text.split.CodePointClass.NUMBER;
import static io.tokenloom.text.split.CodePointClass.SPACE;

/**
 * {@link SplitPattern#GPT2}: words, numbers and the rest, each with the space before it.
 *
 * <p>Undecided at the end of a text that goes on: a run of letters, numbers or others (one more of them lengthens it), white
 * space (more of it does; anything else takes its last character away), an apostrophe with at most one letter of an ending
 * behind it. An apostrophe with all of an ending is decided, as the ending is tried before anything longer.
 */
final class Gpt2Splitter extends MaskedSplitter {
    Gpt2Splitter(AsciiMasks masks) {
        super(masks, new Gpt2Rule());
    }

    @Override
    int pieceEnd(byte[] utf8, int at, int to, boolean last) {
        if (utf8[at] == '\'') {
            int contraction = Contractions.smallEnd(utf8, at, to, last);
            if (contraction != at) {
                return contraction;
            }
        }
        int c = CodePointClass.at(utf8, at);
        int run = at;
        if (utf8[at] == ' ') {
            run++;
            if (run == to) {
                return last ? to : Runs.UNDECIDED;
            }
            c = CodePointClass.at(utf8, run);
        }
        if ((c & LETTER) != 0) {
            return Runs.of(LETTER, utf8, run, to, last);
        }
        if ((c & NUMBER) != 0) {
            return Runs.of(NUMBER, utf8, run, to, last);
        }
        return (c & SPACE) != 0
                ? Runs.spaces(utf8, at, to, last)
                : Runs.without(LETTER | NUMBER | SPACE, utf8, run, to, last);
    }
}
