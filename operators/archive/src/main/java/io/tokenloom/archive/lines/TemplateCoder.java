package io.tokenloom.archive.lines;

import static io.tokenloom.archive.lines.ContextMixer.hash;

/**
 * Says which template a line has: what of it stays when its numbers change. A known template is named, guessed from those
 * of the lines before; a new one is spelled, each id guessed from the ids before it in any template. Not thread-safe.
 */
final class TemplateCoder {
    /** Stands for a slot in a template. */
    static final int SLOT = -1;
    /** Stands for the end of an item, which is then the end of its last line. */
    static final int ITEM_END = -2;
    /** Behind the last id of a template that is spelled. */
    private static final int LINE_END = -3;
    /** What is added to ids when they are spelled, so that the three above are above 0. */
    private static final int ABOVE = 4;

    private static final int MOST_ORDER = 3;
    private static final int NEW = 0;
    private static final int NAME = 1;
    private static final int GUESS = 2;
    private static final int SPELL = GUESS + MOST_ORDER;
    private static final int MOST_RUN = 15;
    private static final int FOLLOW = 44;

    private final SymbolCoder symbols;
    private final int most;
    private final int shift;
    private final SequenceTable templates = new SequenceTable();
    private final int[] recent = new int[3];
    /** By the hash of one, two or three ids, what came behind them last, {@link #ABOVE} added; 0 where nothing did. */
    private final int[][] followers;

    /** By the hash of one or two templates, which came behind them last; 0 where none did. */
    private final int[][] successors;

    private final int[] contexts = new int[ContextMixer.MOST_CONTEXTS];
    /** Which guess was right about the last line; 0 where none was. */
    private int guessed;

    /** How many ids were guessed in a row. */
    private int run;

    private final IdList spelled = new IdList();

    /**
     * Of no line so far.
     *
     * @param most ids and marks that a template may have
     * @param guessBits logarithm of how many guesses are kept
     */
    TemplateCoder(SymbolCoder symbols, int most, int guessBits) {
        this.symbols = symbols;
        this.most = most;
        this.shift = Integer.SIZE - guessBits;
        this.followers = new int[MOST_ORDER][1 << guessBits];
        this.successors = new int[2][1 << guessBits];
        // Number 0 is no line's, so that lines before the first have one.
        templates.number(new int[0], 0, 0);
    }

    SequenceTable templates() {
        return templates;
    }

    /** Writes the template in[0, length), or reads one where in is null; returns its number. */
    int code(int[] in, int length) {
        int known = templates.size();
        int wanted = in == null ? 0 : templates.find(in, 0, length);
        int one = hash(1, recent[0]);
        int two = hash(one, recent[1]);
        int afterTwo = successors[1][two >>> shift];
        int afterOne = successors[0][one >>> shift];
        int found = 0;
        if (afterTwo != 0 && followed(afterTwo == wanted, 1, two, afterTwo)) {
            found = afterTwo;
        } else if (afterOne != 0 && afterOne != afterTwo && followed(afterOne == wanted, 0, one, afterOne)) {
            found = afterOne;
        } else {
            found = named(in, length, wanted, known, one, two);
        }
        guessed = found == afterTwo ? 2 : found == afterOne ? 1 : 0;
        successors[1][two >>> shift] = found;
        successors[0][one >>> shift] = found;
        recent[2] = recent[1];
        recent[1] = recent[0];
        recent[0] = found;
        return found;
    }

    private boolean followed(boolean right, int order, int context, int guess) {
        contexts[0] = hash(hash(FOLLOW + order, context), guess);
        contexts[1] = hash(hash(FOLLOW + order, guess), guessed);
        contexts[2] = hash(FOLLOW + order, guessed);
        return symbols.flag(right, FOLLOW + order, contexts, 3);
    }

    private int named(int[] in, int length, int wanted, int known, int one, int two) {
        contexts[0] = one;
        contexts[1] = two;
        contexts[2] = 0;
        if (symbols.flag(wanted == known, NEW, contexts, 3)) {
            spell(in, length);
            return templates.number(spelled.array(), 0, spelled.size());
        }
        contexts[3] = hash(two, recent[2]);
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(known - 1);
        return symbols.choice(wanted, bits, NAME, salted(4, bits), 4);
    }

    /** Names of another length are others. */
    private int[] salted(int count, int bits) {
        for (int i = 0; i < count; i++) {
            contexts[i] = hash(contexts[i], bits);
        }
        return contexts;
    }

    private void spell(int[] in, int length) {
        spelled.clear();
        int last = LINE_END - 1;
        int before = last;
        int third = last;
        while (true) {
            int wanted = in == null ? 0 : spelled.size() < length ? in[spelled.size()] : LINE_END;
            int id = symbol(wanted + ABOVE, last, before, third) - ABOVE;
            if (id == LINE_END) {
                return;
            }
            if (spelled.size() == most) {
                throw new DamagedBlockException("a line of more ids than the block has");
            }
            spelled.add(id);
            third = before;
            before = last;
            last = id;
        }
    }

    private int symbol(int wanted, int last, int before, int third) {
        int one = hash(3, last);
        int two = hash(one, before);
        int three = hash(two, third);
        int at1 = one >>> shift;
        int at2 = two >>> shift;
        int at3 = three >>> shift;
        int guess3 = followers[2][at3];
        int guess2 = followers[1][at2];
        int guess1 = followers[0][at1];
        int found = 0;
        if (guess3 != 0 && guessed(guess3 == wanted, 2, three, guess3)) {
            found = guess3;
        } else if (guess2 != 0 && guess2 != guess3 && guessed(guess2 == wanted, 1, two, guess2)) {
            found = guess2;
        } else if (guess1 != 0 && guess1 != guess3 && guess1 != guess2 && guessed(guess1 == wanted, 0, one, guess1)) {
            found = guess1;
        } else {
            contexts[0] = SPELL;
            contexts[1] = one;
            contexts[2] = two;
            found = symbols.large(wanted, SPELL, contexts, 3);
        }
        followers[2][at3] = found;
        followers[1][at2] = found;
        followers[0][at1] = found;
        return found;
    }

    private boolean guessed(boolean right, int order, int context, int guess) {
        contexts[0] = hash(GUESS + order, context);
        contexts[1] = hash(hash(GUESS + order, ~guess), run);
        contexts[2] = hash(GUESS + order, run);
        boolean found = symbols.flag(right, GUESS + order, contexts, 3);
        run = found ? Math.min(MOST_RUN, run + 1) : 0;
        return found;
    }
}
