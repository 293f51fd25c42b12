package io.tokenloom.archive.lines;

import static io.tokenloom.archive.lines.ContextMixer.hash;

/**
 * Spells a word with digits in it: letter by letter, and how the letters are cut into tokens, most often the longest that the
 * vocabulary has; or by ids where it has anything else in it. Not thread-safe.
 */
final class WordSpeller {
    /** Ids of a value. */
    static final int MOST_IDS = 64;

    private static final int MOST_LETTERS = 128;
    /** Longer tokens of letters are not looked for. */
    private static final int MOST_TOKEN = 12;

    private static final int LETTER_BITS = 6;
    /** No letter's code. */
    private static final int NO_LETTER = 64;

    private final SymbolCoder symbols;
    private final TokenClasses classes;
    private final byte[] word = new byte[MOST_LETTERS];

    WordSpeller(SymbolCoder symbols, TokenClasses classes) {
        this.symbols = symbols;
        this.classes = classes;
    }

    /** Writes the value in[from, to), or reads one where in is null; appends its ids. */
    void code(int[] in, int from, int to, int here, int labelled, IdList out) {
        int letters = in == null ? 0 : letters(in, from, to);
        if (!symbols.flag(letters > 0, Decision.HAS_LETTERS, here, labelled, 0)) {
            ids(in, from, to, here, labelled, out);
            return;
        }
        boolean only = symbols.flag(in != null && classes.isWord(in[from]), Decision.ONLY_LETTERS, here, labelled, 0);
        if (!only) {
            out.add(symbols.large(in == null ? 1 : in[from] + 1, Decision.WORD_ID, here, labelled, 0) - 1);
        }
        int length = spell(letters, here, labelled);
        cut(in, only ? from : from + 1, length, here, out);
    }

    /** Puts down the letters behind a first id that has others too, and returns how many; 0 where there are only ids. */
    private int letters(int[] in, int from, int to) {
        int at = 0;
        for (int i = classes.isWord(in[from]) ? from : from + 1; i < to; i++) {
            int end = at + classes.length(in[i]);
            if (end > MOST_LETTERS) {
                return 0;
            }
            classes.letters(in[i], word, at);
            // Of tokens with equal bytes only one is found again.
            if (classes.word(word, at, end) != in[i]) {
                return 0;
            }
            at = end;
        }
        return at;
    }

    private int spell(int wanted, int here, int labelled) {
        int length = (int) symbols.size(wanted - 1, Decision.LETTERS, here, labelled, 0) + 1;
        if (length > MOST_LETTERS) {
            throw new DamagedBlockException("a word of " + length + " letters");
        }
        int told = 0;
        int last = NO_LETTER;
        int before = NO_LETTER;
        for (int i = 0; i < length; i++) {
            int code = symbols.choice(
                    code(word[i]), LETTER_BITS, Decision.LETTER, hash(here, told), hash(last, before), here);
            word[i] = letter(code);
            told = hash(told, code + 1);
            before = last;
            last = code;
        }
        return length;
    }

    private static int code(byte letter) {
        return letter <= '9' ? letter - '0' & 0x3F : letter >= 'a' ? letter - 'a' + 10 : letter - 'A' + 36;
    }

    private static byte letter(int code) {
        return (byte) (code < 10 ? '0' + code : code < 36 ? 'a' + code - 10 : code < 62 ? 'A' + code - 36 : '0');
    }

    /** Says how the letters become ids. */
    private void cut(int[] in, int from, int end, int here, IdList out) {
        int next = from;
        int at = 0;
        while (at < end) {
            int longest = longest(at, end);
            int length = in == null ? 0 : classes.length(in[next++]);
            int letters = 0;
            for (int i = at; i < Math.min(end, at + longest + 1); i++) {
                letters = hash(letters, word[i]);
            }
            int kind = 2 * longest + (isDigit(at) ? 1 : 0);
            if (symbols.flag(length == longest, Decision.TOKEN_IS_LONGEST, letters, here, kind)) {
                length = longest;
            } else {
                length = (int) symbols.size(length - 1, Decision.TOKEN_LENGTH, letters, here, kind) + 1;
            }
            int id = length > end - at ? -1 : classes.word(word, at, at + length);
            if (id < 0) {
                throw new DamagedBlockException("a word cut into what is no token");
            }
            out.add(id);
            at += length;
        }
    }

    private boolean isDigit(int at) {
        return word[at] <= '9';
    }

    /** The length of the longest token of digits or of letters at a place. */
    private int longest(int from, int end) {
        int most = Math.min(end, from + (isDigit(from) ? TokenClasses.MOST_DIGITS : MOST_TOKEN));
        int to = from + 1;
        while (to < most && isDigit(to) == isDigit(from)) {
            to++;
        }
        while (to > from + 1 && classes.word(word, from, to) < 0) {
            to--;
        }
        return to - from;
    }

    private void ids(int[] in, int from, int to, int here, int labelled, IdList out) {
        long length = symbols.size(to - from - 1, Decision.WORD_IDS, here, labelled, 0) + 1;
        if (length > MOST_IDS) {
            throw new DamagedBlockException("a word of " + length + " tokens");
        }
        int last = 0;
        int before = 0;
        for (int i = 0; i < length; i++) {
            int wanted = in == null ? 1 : in[from + i] + 1;
            int id = symbols.large(wanted, Decision.WORD_ID, hash(here, last), hash(last, before), last) - 1;
            out.add(id);
            before = last;
            last = id;
        }
    }
}
