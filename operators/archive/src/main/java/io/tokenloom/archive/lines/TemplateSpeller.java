package io.tokenloom.archive.lines;

import static io.tokenloom.archive.lines.ContextMixer.hash;

/**
 * Spells a template id by id. Each is guessed from the ids before it in any template; else it is one that was spelled before,
 * by its number, or a new one. Not thread-safe.
 */
final class TemplateSpeller {
    /** Behind the last id. */
    private static final int LINE_END = -3;
    /** What is added to ids when they are spelled, so that all marks are above 0. */
    private static final int ABOVE = 4;

    private static final int ORDERS = 3;
    private static final int MOST_RUN = 15;

    private final SymbolCoder symbols;
    private final int most;
    private final int shift;
    /** By the hash of one, two or three ids, what came behind them last; 0 where nothing did. */
    private final int[][] followers;

    private final int[] keys = new int[ORDERS];
    /** Every id that was spelled, as a sequence of one. */
    private final SequenceTable known;

    private final int[] single = new int[1];
    private final IdList spelled = new IdList();
    /** How many ids were guessed in a row. */
    private int run;

    TemplateSpeller(SymbolCoder symbols, Tables tables, int most, int guessBits) {
        this.symbols = symbols;
        this.most = most;
        this.known = new SequenceTable(tables, guessBits - 2);
        this.shift = Integer.SIZE - guessBits;
        this.followers = new int[ORDERS][];
        for (int order = 0; order < ORDERS; order++) {
            followers[order] = tables.take(guessBits);
        }
    }

    /** Writes the template in[0, length), or reads one where in is null; what it returns is good until the next. */
    IdList code(int[] in, int length) {
        spelled.clear();
        int last = LINE_END - 1;
        int before = last;
        int third = last;
        while (true) {
            int wanted = in == null ? 0 : spelled.size() < length ? in[spelled.size()] : LINE_END;
            keys[0] = hash(3, last);
            keys[1] = hash(keys[0], before);
            keys[2] = hash(keys[1], third);
            int id = symbol(wanted + ABOVE) - ABOVE;
            if (id == LINE_END) {
                return spelled;
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

    private int symbol(int wanted) {
        int found = 0;
        int tried = 0;
        int triedBefore = 0;
        for (int order = ORDERS - 1; order >= 0 && found == 0; order--) {
            int guess = followers[order][keys[order] >>> shift];
            if (guess != 0 && guess != tried && guess != triedBefore) {
                if (guessed(guess == wanted, order, guess)) {
                    found = guess;
                }
                triedBefore = tried;
                tried = guess;
            }
        }
        if (found == 0) {
            found = named(wanted);
        }
        for (int order = 0; order < ORDERS; order++) {
            followers[order][keys[order] >>> shift] = found;
        }
        return found;
    }

    private boolean guessed(boolean right, int order, int guess) {
        int decision = Decision.ID_FOLLOWS + order;
        boolean found = symbols.flag(
                right, decision, hash(order, keys[order]), hash(hash(order, ~guess), run), hash(order, run));
        run = found ? Math.min(MOST_RUN, run + 1) : 0;
        return found;
    }

    private int named(int wanted) {
        int size = known.size();
        single[0] = wanted;
        int number = known.find(single, 0, 1);
        int share = Math.min(run, 1) + 2 * Integer.numberOfLeadingZeros(size);
        if (size == 0 || symbols.flag(number == size, Decision.ID_IS_NEW, keys[1], keys[0], share)) {
            single[0] = symbols.fresh(wanted, Decision.FRESH_ID, 0, 0, 0);
            known.number(single, 0, 1);
            return single[0];
        }
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(size - 1);
        number = symbols.choice(number, bits, Decision.ID, hash(keys[1], bits), hash(keys[0], bits), bits);
        if (number >= size) {
            throw new DamagedBlockException("id " + number + " of " + size);
        }
        return known.id(number);
    }
}
