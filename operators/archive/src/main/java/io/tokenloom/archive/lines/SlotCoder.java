package io.tokenloom.archive.lines;

import static io.tokenloom.archive.lines.ContextMixer.hash;

import java.util.Arrays;

/**
 * Says what stands in the slots of lines. Candidates come first: what stood there last behind the same neighbour, behind the
 * same neighbour and label anywhere, there at all, in that slot of the line before, or behind the same label. Whether all
 * slots to the line's end have their first candidates is one decision. Not thread-safe.
 */
final class SlotCoder {
    /** Candidates, in the order of their trial. */
    private static final int HERE_BEHIND_NEIGHBOUR = 0;

    private static final int BEHIND_NEIGHBOUR = 1;
    private static final int HERE = 2;
    private static final int ABOVE = 3;
    private static final int LABELLED = 4;
    private static final int KINDS = 5;

    private static final int FIRST_SLOTS = 1024;
    private static final int NONE = -1;
    private static final int MOST_TRIED = 3;
    /** Outcomes begin with what is known of the line's time of day. */
    static final int NO_CLOCK = 0;

    static final int CLOCK_STOOD = 1;
    static final int CLOCK_MOVED = 2;
    /** And then the kind of candidate that was right, or that the value was spelled. */
    private static final int TOLD = 3;

    private static final int SPELLED = TOLD + KINDS;

    private final SymbolCoder symbols;
    private final ValueSpeller speller;
    private final int shift;
    private final SequenceTable values;
    /** By kind and the hash of a context, one more than the number of the value that it had last. */
    private final int[][] memory;
    /** How the last tries of a candidate, or of all, went, by the hash of its place. */
    private final byte[] tries;

    private final int[] keys = new int[KINDS];
    private final int[] candidates = new int[KINDS];
    private final int[] kinds = new int[KINDS];
    private int[] guesses = new int[FIRST_SLOTS];
    /** One more than the number of each value of the line before, and of this one. */
    private int[] above = new int[FIRST_SLOTS];

    private int[] now = new int[FIRST_SLOTS];
    private int aboveSize;
    private int nowSize;
    private int neighbour;
    private int outcome;
    private int templateBefore;

    /**
     * Of no line so far.
     *
     * @param memoryBits logarithm of how many values are remembered by each kind of context
     */
    SlotCoder(SymbolCoder symbols, TokenClasses classes, Tables tables, int memoryBits) {
        this.symbols = symbols;
        this.shift = Integer.SIZE - memoryBits;
        this.memory = new int[KINDS][];
        for (int kind : new int[] {HERE_BEHIND_NEIGHBOUR, BEHIND_NEIGHBOUR, HERE, LABELLED}) {
            memory[kind] = tables.take(memoryBits);
        }
        this.values = new SequenceTable(tables, memoryBits - 2);
        this.tries = new byte[1 << memoryBits];
        this.speller = new ValueSpeller(symbols, classes, values);
    }

    SequenceTable values() {
        return values;
    }

    /** The number of the value in a slot of the last line. */
    int value(int slot) {
        return now[slot] - 1;
    }

    /** The ids of some slots of the last line. */
    TimeFormat.Fields fields(int first) {
        return new TimeFormat.Fields() {
            @Override
            public int[] array() {
                return values.array();
            }

            @Override
            public int start(int field) {
                return values.start(value(first + field));
            }

            @Override
            public int end(int field) {
                return values.end(value(first + field));
            }
        };
    }

    /**
     * Writes the slots of a line, or reads them where in is null.
     *
     * @param bounds where each begins and ends
     * @param clock what is known of the line's time of day, whose slots are left out then
     */
    void code(int[] in, IdList bounds, int template, LineShapes shapes, int clock) {
        startLine(clock);
        int count = shapes.slots(template);
        int told = clock == NO_CLOCK ? 0 : shapes.fields(template);
        int first = told == 0 ? count : shapes.clock(template);
        boolean ask = true;
        for (int slot = 0; slot < count; slot++) {
            if (slot == first) {
                skip(told);
                slot += told - 1;
                continue;
            }
            if (ask && guess(template, shapes, slot, first, told)) {
                boolean right = in != null && guessesAre(in, bounds, count, slot, first, told);
                if (allRight(right, template, slot, count)) {
                    accept(template, shapes, slot, first, told);
                    break;
                }
            }
            int from = in == null ? 0 : bounds.get(2 * slot);
            int to = in == null ? 0 : bounds.get(2 * slot + 1);
            ask = !code(in, from, to, template, shapes.label(template, slot));
        }
        templateBefore = template;
    }

    private void startLine(int clock) {
        int[] line = above;
        above = now;
        aboveSize = nowSize;
        now = line;
        nowSize = 0;
        neighbour = 0;
        outcome = clock;
    }

    private void skip(int slots) {
        for (int i = 0; i < slots; i++) {
            put(0);
        }
        neighbour = 0;
    }

    private void put(int value) {
        if (nowSize == now.length) {
            now = Arrays.copyOf(now, 2 * nowSize);
        }
        now[nowSize++] = value;
    }

    private boolean allRight(boolean right, int template, int slot, int count) {
        int place = hash(hash(template, slot), TOLD) >>> shift;
        boolean found = symbols.flag(
                right,
                Decision.ALL_RIGHT,
                hash(hash(template, slot), outcome),
                hash(tries[place], count - slot),
                hash(hash(template, templateBefore), slot));
        tries[place] = (byte) ((tries[place] << 1 | (found ? 1 : 0)) & 0x3F | 0x40);
        return found;
    }

    /**
     * Puts down the first candidates of the slots from one on, each as if those before it were right. Nothing is remembered
     * meanwhile: a reader can't know it yet.
     *
     * @return false if a slot has none
     */
    private boolean guess(int template, LineShapes shapes, int from, int clock, int told) {
        int count = shapes.slots(template);
        if (guesses.length < count) {
            guesses = new int[2 * count];
        }
        int guess = neighbour;
        for (int slot = from; slot < count; slot++) {
            if (slot == clock) {
                slot += told - 1;
                guess = 0;
                continue;
            }
            setKeys(template, slot, shapes.label(template, slot), guess);
            guess = firstCandidate(slot);
            guesses[slot] = guess;
            if (guess == 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether every slot from one on is as it was guessed. */
    private boolean guessesAre(int[] in, IdList bounds, int count, int from, int clock, int told) {
        for (int slot = from; slot < count; slot++) {
            if (slot == clock) {
                slot += told - 1;
            } else if (!values.equal(guesses[slot] - 1, in, bounds.get(2 * slot), bounds.get(2 * slot + 1))) {
                return false;
            }
        }
        return true;
    }

    /** Takes the guesses for what stands in the slots from one on. */
    private void accept(int template, LineShapes shapes, int from, int clock, int told) {
        for (int slot = from; slot < shapes.slots(template); slot++) {
            if (slot == clock) {
                skip(told);
                slot += told - 1;
            } else {
                setKeys(template, slot, shapes.label(template, slot), neighbour);
                remember(guesses[slot]);
            }
        }
    }

    private void setKeys(int template, int slot, int label, int neighbour) {
        int here = hash(hash(100, template), slot);
        keys[HERE] = here;
        keys[HERE_BEHIND_NEIGHBOUR] = hash(here, neighbour);
        keys[BEHIND_NEIGHBOUR] = hash(hash(102, neighbour), label);
        keys[LABELLED] = hash(101, label);
    }

    private int firstCandidate(int slot) {
        for (int kind = 0; kind < KINDS; kind++) {
            int candidate = candidate(kind, slot);
            if (candidate != 0) {
                return candidate;
            }
        }
        return 0;
    }

    private int candidate(int kind, int slot) {
        return kind == ABOVE ? slot < aboveSize ? above[slot] : 0 : memory[kind][keys[kind] >>> shift];
    }

    /** Takes note of what stands in the slot that the keys are of. */
    private void remember(int value) {
        memory[HERE_BEHIND_NEIGHBOUR][keys[HERE_BEHIND_NEIGHBOUR] >>> shift] = value;
        memory[BEHIND_NEIGHBOUR][keys[BEHIND_NEIGHBOUR] >>> shift] = value;
        memory[HERE][keys[HERE] >>> shift] = value;
        memory[LABELLED][keys[LABELLED] >>> shift] = value;
        neighbour = value;
        put(value);
    }

    /** Writes the value in[from, to), or reads one where in is null; returns whether it was the first candidate. */
    private boolean code(int[] in, int from, int to, int template, int label) {
        int slot = nowSize;
        int wanted = in == null ? 0 : values.number(in, from, to) + 1;
        setKeys(template, slot, label, neighbour);
        int count = 0;
        int right = NONE;
        for (int kind = 0; kind < KINDS; kind++) {
            int candidate = candidate(kind, slot);
            if (candidate != 0 && isNew(candidate, count)) {
                if (candidate == wanted) {
                    right = count;
                }
                candidates[count] = candidate;
                kinds[count++] = kind;
            }
        }
        if (count == 0 || isSpelled(right == NONE)) {
            int base = candidate(HERE, slot) != 0 ? candidate(HERE, slot) : candidate(ABOVE, slot);
            int value =
                    speller.code(in, from, to, keys[HERE], keys[LABELLED], keys[BEHIND_NEIGHBOUR], base - 1, outcome);
            outcome = SPELLED;
            remember(value + 1);
            return false;
        }
        int tried = 0;
        while (tried < count - 1 && !isRight(right == tried, kinds[tried], tried)) {
            tried++;
        }
        outcome = TOLD + kinds[tried];
        remember(candidates[tried]);
        return tried == 0;
    }

    private boolean isSpelled(boolean spelled) {
        return tried(spelled, keys[HERE], Decision.IS_SPELLED, 0);
    }

    private boolean isRight(boolean right, int kind, int tried) {
        return tried(right, hash(keys[HERE], kind), Decision.CANDIDATE + 4 * kind + Math.min(MOST_TRIED, tried), tried);
    }

    private boolean tried(boolean wanted, int key, int decision, int before) {
        int here = keys[HERE];
        int place = key >>> shift;
        boolean found = symbols.flag(
                wanted,
                decision,
                hash(here, outcome),
                hash(hash(here, before), tries[place]),
                hash(keys[LABELLED], outcome));
        tries[place] = (byte) ((tries[place] << 1 | (found ? 1 : 0)) & 0xF | 0x10);
        return found;
    }

    private boolean isNew(int candidate, int count) {
        for (int i = 0; i < count; i++) {
            if (candidates[i] == candidate) {
                return false;
            }
        }
        return true;
    }
}
