package io.tokenloom.cli.demo.report;

import io.tokenloom.record.Modality;
import io.tokenloom.record.PackedDocument;
import io.tokenloom.record.PackedSequence;
import io.tokenloom.record.PlaceholderRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What stands where in a sequence, in ids. Immutable.
 *
 * @param sequenceId which
 * @param contextLength the most ids that it could have; as many as it has where it is not packed
 * @param stretches what has ids, in order, without gaps
 * @param documents where each document begins
 */
public record SequenceBar(String sequenceId, int contextLength, List<Stretch> stretches, List<Integer> documents) {
    /** Kinds of ids. */
    public enum Kind {
        /** Ids of texts. */
        TEXT,
        /** Ids of pictures. */
        VISUAL,
        /** Begin and end ids, and those behind a document. */
        FRAMING
    }

    /**
     * Neighbours of one kind in one document.
     *
     * @param from first id
     * @param to behind the last id
     * @param what for who points at it
     */
    public record Stretch(Kind kind, int from, int to, String what) {}

    /** Copies. */
    public SequenceBar {
        stretches = List.copyOf(stretches);
        documents = List.copyOf(documents);
    }

    /** Looks at a sequence. */
    public static SequenceBar of(PackedSequence sequence) {
        List<Stretch> stretches = new ArrayList<>();
        for (PackedDocument document : sequence.getDocuments()) {
            add(document, stretches);
        }
        int ids = sequence.getIds().size();
        return new SequenceBar(
                sequence.getSequenceId(),
                Math.max(1, sequence.getContextLength() == 0 ? ids : sequence.getContextLength()),
                stretches,
                sequence.getDocuments().stream().map(PackedDocument::getOffset).toList());
    }

    private static void add(PackedDocument document, List<Stretch> stretches) {
        Run run = new Run(document, stretches);
        for (PlaceholderRange range : document.getRanges()) {
            run.add(range);
        }
        run.end();
    }

    /** Ranges of one kind that touch, which are one stretch. */
    private static final class Run {
        private final PackedDocument document;
        private final List<Stretch> stretches;
        private int from;
        private int to;
        private int ranges;
        private PlaceholderRange first;

        Run(PackedDocument document, List<Stretch> stretches) {
            this.document = document;
            this.stretches = stretches;
            this.from = document.getOffset();
            this.to = from;
        }

        void add(PlaceholderRange range) {
            if (range.getLength() == 0) {
                return;
            }
            if (first == null || range.getOffset() != to || first.getModality() != range.getModality()) {
                close();
                framing(range.getOffset());
                from = range.getOffset();
                first = range;
                ranges = 0;
            }
            ranges++;
            to = range.getOffset() + range.getLength();
        }

        void end() {
            close();
            framing(document.getOffset() + document.getLength());
        }

        private void close() {
            if (first == null) {
                return;
            }
            boolean text = first.getModality() == Modality.TEXT;
            String what = ranges == 1
                    ? first.getItemId()
                    : String.format(Locale.ROOT, "%s, %,d ranges", document.getDocumentId(), ranges);
            stretches.add(
                    new Stretch(text ? Kind.TEXT : Kind.VISUAL, from, to, (text ? "text: " : "picture: ") + what));
            first = null;
        }

        private void framing(int until) {
            if (until > to) {
                stretches.add(new Stretch(Kind.FRAMING, to, until, "begin and end ids of " + document.getDocumentId()));
                to = until;
            }
        }
    }
}
