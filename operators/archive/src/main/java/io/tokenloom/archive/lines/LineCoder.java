package io.tokenloom.archive.lines;

/**
 * Writes or reads lines: ids up to one that ends a line, or to the end of the item. A word with a digit in it is a slot,
 * all else is the line's template. Not thread-safe.
 */
final class LineCoder {
    private static final int LEAST_BITS = 10;
    private static final int MOST_TEMPLATE_BITS = 14;
    private static final int MOST_ID_BITS = 18;
    private static final int MOST_VALUE_BITS = 16;
    private static final int MOST_COUNTER_BITS = 19;

    private final TokenClasses classes;
    private final TemplateCoder templates;
    private final LineShapes shapes;
    private final ClockCoder clocks;
    private final SlotCoder slots;
    private final IdList template = new IdList();
    /** Where each slot begins and ends, one after the other. */
    private final IdList bounds = new IdList();
    /** Template of the line before. */
    private int before;

    /**
     * Of no line so far.
     *
     * @param tables that nothing else takes from while this is in use
     * @param most ids of all lines together
     */
    LineCoder(TokenClasses classes, BinaryCoder coder, Tables tables, int most) {
        // Tables that stay in the processor's cache are worth more than rooms that are seldom entered.
        int bits = Math.max(LEAST_BITS, Integer.SIZE - Integer.numberOfLeadingZeros(most));
        SymbolCoder symbols =
                new SymbolCoder(new ContextMixer(coder, tables, Math.min(bits, MOST_COUNTER_BITS)), coder);
        this.classes = classes;
        this.templates = new TemplateCoder(
                symbols,
                new TemplateSpeller(symbols, tables, most + 1, Math.min(bits - 1, MOST_ID_BITS)),
                tables,
                Math.min(bits - 4, MOST_TEMPLATE_BITS));
        this.shapes = new LineShapes(templates.templates(), classes);
        this.clocks = new ClockCoder(symbols, classes);
        this.slots = new SlotCoder(symbols, classes, tables, Math.min(bits - 2, MOST_VALUE_BITS));
    }

    /** Where the line ends that begins at a place. */
    int lineEnd(int[] ids, int from, int to) {
        int at = from;
        while (at < to && !classes.endsLine(ids[at])) {
            at++;
        }
        return Math.min(to, at + 1);
    }

    /** Writes the line ids[from, to). */
    void write(int[] ids, int from, int to, boolean endsItem) {
        template.clear();
        bounds.clear();
        for (int at = from; at < to; ) {
            boolean digit = classes.hasDigit(ids[at]);
            int end = at + 1;
            int most = Math.min(to, at + WordSpeller.MOST_IDS);
            while (end < most && classes.endsAsWord(ids[end - 1]) && classes.isWord(ids[end])) {
                digit |= classes.hasDigit(ids[end]);
                end++;
            }
            if (digit) {
                template.add(TemplateCoder.SLOT);
                bounds.add(at);
                bounds.add(end);
            } else {
                for (int i = at; i < end; i++) {
                    template.add(ids[i]);
                }
            }
            at = end;
        }
        if (endsItem) {
            template.add(TemplateCoder.ITEM_END);
        }
        fill(templates.code(template.array(), template.size()), ids);
    }

    /**
     * Reads a line behind others; returns whether it ends its item.
     *
     * @throws DamagedBlockException if it has no id and ends nothing
     */
    boolean read(IdList out) {
        int size = out.size();
        int number = templates.code(null, 0);
        int told = fill(number, null);
        boolean ended = put(number, told, out);
        if (!ended && out.size() == size) {
            throw new DamagedBlockException("a line of nothing");
        }
        return ended;
    }

    /** Writes what stands in a template's slots, or reads it where in is null; returns how many the clock told. */
    private int fill(int number, int[] in) {
        shapes.learn(number);
        int clock = shapes.clock(number);
        int fields = shapes.fields(number);
        boolean told = fields > 0 && clocks.code(in == null ? null : written(in, clock), fields, number, before);
        int known = !told ? SlotCoder.NO_CLOCK : clocks.stood(fields) ? SlotCoder.CLOCK_STOOD : SlotCoder.CLOCK_MOVED;
        slots.code(in, bounds, number, shapes, known);
        if (fields > 0 && !told) {
            clocks.learn(slots.fields(clock), fields);
        }
        before = number;
        return told ? fields : 0;
    }

    private TimeFormat.Fields written(int[] in, int first) {
        return new TimeFormat.Fields() {
            @Override
            public int[] array() {
                return in;
            }

            @Override
            public int start(int field) {
                return bounds.get(2 * (first + field));
            }

            @Override
            public int end(int field) {
                return bounds.get(2 * (first + field) + 1);
            }
        };
    }

    private boolean put(int number, int told, IdList out) {
        SequenceTable table = templates.templates();
        SequenceTable values = slots.values();
        int clock = shapes.clock(number);
        boolean ended = false;
        int slot = 0;
        for (int i = table.start(number); i < table.end(number); i++) {
            int id = table.id(i);
            if (id == TemplateCoder.ITEM_END) {
                ended = true;
            } else if (id != TemplateCoder.SLOT) {
                out.add(id);
            } else if (slot >= clock && slot < clock + told) {
                clocks.append(told, slot++ - clock, out);
            } else {
                int value = slots.value(slot++);
                out.addAll(values.array(), values.start(value), values.end(value));
            }
        }
        return ended;
    }
}
