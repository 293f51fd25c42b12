package io.tokenloom.archive.lines;

import static io.tokenloom.archive.lines.ContextMixer.hash;

import java.util.Arrays;

/** What the templates of lines say of their slots: what stands before each, and which are a time of day. Not thread-safe. */
final class LineShapes {
    private static final String COLON = ":";

    private final SequenceTable templates;
    private final TokenClasses classes;
    private final IdList labels = new IdList();
    /** Labels of template i lie from starts[i] to starts[i + 1]. */
    private int[] starts = new int[256];
    /** The first slot of each template's clock, and how many fields it has. */
    private int[] clocks = new int[256];

    private int[] fields = new int[256];
    private int known;

    LineShapes(SequenceTable templates, TokenClasses classes) {
        this.templates = templates;
        this.classes = classes;
    }

    /** How many slots a template has. */
    int slots(int template) {
        return starts[template + 1] - starts[template];
    }

    /** Hash of the two ids before a slot. */
    int label(int template, int slot) {
        return labels.get(starts[template] + slot);
    }

    /** The first slot of a template's first time of day. */
    int clock(int template) {
        return clocks[template];
    }

    /** How many slots the time of day has; 0 where there is none. */
    int fields(int template) {
        return fields[template];
    }

    /** To be called with a template before it is asked for. */
    void learn(int template) {
        if (template + 2 > starts.length) {
            int length = 2 * template + 2;
            starts = Arrays.copyOf(starts, length);
            clocks = Arrays.copyOf(clocks, length);
            fields = Arrays.copyOf(fields, length);
        }
        while (known <= template) {
            add(known++);
        }
    }

    private void add(int template) {
        int label = 0;
        int before = 0;
        for (int i = templates.start(template); i < templates.end(template); i++) {
            int id = templates.id(i);
            if (id == TemplateCoder.SLOT) {
                if (fields[template] == 0) {
                    clocks[template] = labels.size() - starts[template];
                    fields[template] = fields(i, templates.end(template));
                }
                labels.add(hash(label, before));
            }
            before = label;
            label = id;
        }
        starts[template + 1] = labels.size();
    }

    /** How many slots from a place on are a time of day, judged by what is between them. */
    private int fields(int at, int end) {
        if (!follows(at, end, 1, COLON) || !follows(at, end, 2, COLON)) {
            return 0;
        }
        boolean fraction = follows(at, end, 3, ".") || follows(at, end, 3, ",") || follows(at, end, 3, COLON);
        return fraction ? ClockCoder.MOST_FIELDS : ClockCoder.LEAST_FIELDS;
    }

    private boolean follows(int at, int end, int slot, String separator) {
        int place = at + 2 * slot;
        return place < end
                && templates.id(place) == TemplateCoder.SLOT
                && classes.isText(templates.id(place - 1), separator);
    }
}
