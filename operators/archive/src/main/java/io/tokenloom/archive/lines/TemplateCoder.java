package io.tokenloom.archive.lines;

import static io.tokenloom.archive.lines.ContextMixer.hash;

/**
 * Says which template a line has: what of it stays when its numbers change. A known template is named, guessed from those
 * of the lines before; a new one is spelled. Not thread-safe.
 */
final class TemplateCoder {
    /** Stands for a slot in a template. */
    static final int SLOT = -1;
    /** Stands for the end of an item, which is then the end of its last line. */
    static final int ITEM_END = -2;

    private final SymbolCoder symbols;
    private final TemplateSpeller speller;
    private final int shift;
    private final SequenceTable templates;
    private int last;
    private int before;
    /** By the hash of one or two templates, which came behind them last; 0 where none did. */
    private final int[][] successors;

    /** Which guess was right about the last line; 0 where none was. */
    private int guessed;

    /**
     * Of no line so far.
     *
     * @param guessBits logarithm of how many templates are remembered by each kind of context
     */
    TemplateCoder(SymbolCoder symbols, TemplateSpeller speller, Tables tables, int guessBits) {
        this.symbols = symbols;
        this.speller = speller;
        this.shift = Integer.SIZE - guessBits;
        this.successors = new int[][] {tables.take(guessBits), tables.take(guessBits)};
        this.templates = new SequenceTable(tables, guessBits);
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
        int one = hash(1, last);
        int two = hash(one, before);
        int afterTwo = successors[1][two >>> shift];
        int afterOne = successors[0][one >>> shift];
        int found;
        if (afterTwo != 0 && follows(afterTwo == wanted, 1, two, afterTwo)) {
            found = afterTwo;
        } else if (afterOne != 0 && afterOne != afterTwo && follows(afterOne == wanted, 0, one, afterOne)) {
            found = afterOne;
        } else {
            found = named(in, length, wanted, known, one, two);
        }
        guessed = found == afterTwo ? 2 : found == afterOne ? 1 : 0;
        successors[1][two >>> shift] = found;
        successors[0][one >>> shift] = found;
        before = last;
        last = found;
        return found;
    }

    private boolean follows(boolean right, int order, int context, int guess) {
        int decision = Decision.FOLLOWS + order;
        return symbols.flag(
                right, decision, hash(context, guess), hash(hash(order, guess), guessed), hash(order, guessed));
    }

    private int named(int[] in, int length, int wanted, int known, int one, int two) {
        if (symbols.flag(wanted == known, Decision.IS_NEW, two, one, 0)) {
            IdList spelled = speller.code(in, length);
            return templates.number(spelled.array(), 0, spelled.size());
        }
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(known - 1);
        // Names of another length are others.
        int name = symbols.choice(wanted, bits, Decision.TEMPLATE, hash(two, bits), hash(one, bits), bits);
        if (name >= known) {
            throw new DamagedBlockException("template " + name + " of " + known);
        }
        return name;
    }
}
