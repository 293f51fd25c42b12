package io.tokenloom.archive.lines;

import static io.tokenloom.archive.lines.ContextMixer.hash;

/**
 * Writes or reads lines: ids up to one that ends a line, or to the end of the item. A word with a digit in it is a slot,
 * all else is the line's template. Not thread-safe.
 */
final class LineCoder {
    private static final int LEAST_BITS = 10;
    private static final int MOST_BITS = 18;
    private static final int MOST_CONTEXT_BITS = 22;

    private final TokenClasses classes;
    private final TemplateCoder templates;
    private final SlotCoder slots;
    private final IdList template = new IdList();
    /** Where each slot begins and ends, one after the other. */
    private final IdList bounds = new IdList();

    /** @param most ids of all lines together */
    LineCoder(TokenClasses classes, BinaryCoder coder, int most) {
        // Larger tables would only take longer to fill with nothing.
        int bits = Math.max(LEAST_BITS, Integer.SIZE - Integer.numberOfLeadingZeros(most));
        SymbolCoder symbols = new SymbolCoder(new ContextMixer(coder, Math.min(bits + 3, MOST_CONTEXT_BITS)), coder);
        this.classes = classes;
        this.templates = new TemplateCoder(symbols, most + 1, Math.min(bits, MOST_BITS));
        this.slots = new SlotCoder(symbols, classes, Math.min(bits, MOST_BITS));
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
            int most = Math.min(to, at + ValueSpeller.MOST_IDS);
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
        fill(templates.code(template.array(), template.size()), ids, null);
    }

    /**
     * Reads a line behind others; returns whether it ends its item.
     *
     * @throws DamagedBlockException if it has no id and ends nothing
     */
    boolean read(IdList out) {
        int before = out.size();
        boolean ended = fill(templates.code(null, 0), null, out);
        if (!ended && out.size() == before) {
            throw new DamagedBlockException("a line of nothing");
        }
        return ended;
    }

    private boolean fill(int number, int[] in, IdList out) {
        SequenceTable table = templates.templates();
        int label = 0;
        int before = 0;
        int slot = 0;
        boolean ended = false;
        slots.startLine();
        for (int i = table.start(number); i < table.end(number); i++) {
            int id = table.id(i);
            if (id == TemplateCoder.SLOT) {
                int from = in == null ? 0 : bounds.get(slot);
                int to = in == null ? 0 : bounds.get(slot + 1);
                int value = slots.code(in, from, to, number, hash(label, before));
                slot += 2;
                if (out != null) {
                    append(slots.values(), value, out);
                }
            } else if (id == TemplateCoder.ITEM_END) {
                ended = true;
            } else if (out != null) {
                out.add(id);
            }
            before = label;
            label = id;
        }
        return ended;
    }

    private static void append(SequenceTable values, int value, IdList out) {
        for (int i = values.start(value); i < values.end(value); i++) {
            out.add(values.id(i));
        }
    }
}
