package io.tokenloom.archive.lines;

import static io.tokenloom.archive.lines.ContextMixer.hash;

import java.util.Arrays;

/**
 * Says what stands in the slots of lines. Guesses come first: what stood there last time, behind the same neighbour, behind
 * the same label in other templates, or at that place in the line before. Then a number by its difference from the last
 * one; then digits or ids. Not thread-safe.
 */
final class SlotCoder {
    private static final int MOST_SLOTS = 1024;
    /** Candidates, and the outcomes behind them. */
    private static final int HERE = 0;

    private static final int BEHIND_NEIGHBOUR_HERE = 1;
    private static final int BEHIND_NEIGHBOUR = 2;
    private static final int LABELLED = 3;
    private static final int ABOVE = 4;
    private static final int SPELLED = 6;
    private static final int[] ORDER = {BEHIND_NEIGHBOUR_HERE, BEHIND_NEIGHBOUR, HERE, ABOVE, LABELLED};

    private static final int GUESS = 10;
    private static final int MOST_SEEN = 3;
    private static final int VALUE = GUESS + 4 * 5;

    private final SymbolCoder symbols;
    private final ValueSpeller speller;
    private final int shift;
    private final SequenceTable values = new SequenceTable();
    /** By the hash of a context, one more than the value that it had last. */
    private final int[][] memory;
    /** How the last four tries of a candidate went, by the hash of its place. */
    private final byte[] tries;

    private final int[] keys = new int[LABELLED + 1];
    private final int[] candidates = new int[ABOVE + 1];
    private final int[] contexts = new int[ContextMixer.MOST_CONTEXTS];
    /** One more than each value of the line before, and of this one. */
    private int[] above = new int[MOST_SLOTS];

    private int[] now = new int[MOST_SLOTS];
    private int aboveSize;
    private int nowSize;
    private int neighbour;
    private int outcome;
    private int outcomeBefore;

    /**
     * Of no line so far.
     *
     * @param memoryBits logarithm of how many values are remembered by each kind of context
     */
    SlotCoder(SymbolCoder symbols, TokenClasses classes, int memoryBits) {
        this.symbols = symbols;
        this.shift = Integer.SIZE - memoryBits;
        this.memory = new int[LABELLED + 1][1 << memoryBits];
        this.tries = new byte[1 << memoryBits];
        this.speller = new ValueSpeller(symbols, classes, values, VALUE);
    }

    SequenceTable values() {
        return values;
    }

    void startLine() {
        int[] line = above;
        above = now;
        aboveSize = nowSize;
        now = line;
        nowSize = 0;
        neighbour = 0;
        outcome = 0;
        outcomeBefore = 0;
    }

    /**
     * Writes the value in[from, to), or reads one where in is null; returns its number.
     *
     * @param template of the line
     * @param label hash of what is before the slot in the template
     */
    int code(int[] in, int from, int to, int template, int label) {
        int slot = nowSize;
        int wanted = in == null ? 0 : values.number(in, from, to) + 1;
        int here = hash(hash(100, template), slot);
        int labelled = hash(101, label);
        int behind = hash(hash(102, neighbour), label);
        keys[HERE] = here;
        keys[BEHIND_NEIGHBOUR_HERE] = hash(here, neighbour);
        keys[BEHIND_NEIGHBOUR] = behind;
        keys[LABELLED] = labelled;
        for (int i = HERE; i <= LABELLED; i++) {
            candidates[i] = memory[i][keys[i] >>> shift];
        }
        candidates[ABOVE] = slot < aboveSize ? above[slot] : 0;
        int found = 0;
        int result = SPELLED;
        int tried = 0;
        for (int i = 0; i < ORDER.length && found == 0; i++) {
            int kind = ORDER[i];
            int candidate = candidates[kind];
            if (candidate != 0 && isNew(candidate, i)) {
                int place = hash(here, kind) >>> shift;
                tried++;
                contexts[0] = hash(hash(here, kind), outcome);
                contexts[1] = hash(hash(here, kind * 16 + tried), tries[place]);
                contexts[2] = hash(hash(110 + kind, tried), outcome * 8 + outcomeBefore);
                contexts[3] = hash(hash(labelled, kind), outcome);
                contexts[4] = hash(hash(111, candidate), hash(here, kind));
                boolean right = symbols.flag(
                        candidate == wanted, GUESS + 4 * kind + Math.min(MOST_SEEN, tried - 1), contexts, 5);
                tries[place] = (byte) ((tries[place] << 1 | (right ? 1 : 0)) & 0xF | 0x10);
                if (right) {
                    found = candidate;
                    result = kind + 1;
                }
            }
        }
        if (found == 0) {
            int base = candidates[HERE] != 0 ? candidates[HERE] : candidates[ABOVE];
            found = speller.code(in, from, to, new ValueSpeller.Place(here, labelled, behind, base - 1, outcome)) + 1;
        }
        for (int i = HERE; i <= LABELLED; i++) {
            memory[i][keys[i] >>> shift] = found;
        }
        outcomeBefore = outcome;
        outcome = result;
        neighbour = found;
        if (nowSize == now.length) {
            now = Arrays.copyOf(now, 2 * nowSize);
        }
        now[nowSize++] = found;
        return found - 1;
    }

    /** No candidate before the i-th in order was this one. */
    private boolean isNew(int candidate, int i) {
        for (int k = 0; k < i; k++) {
            if (candidates[ORDER[k]] == candidate) {
                return false;
            }
        }
        return true;
    }
}
