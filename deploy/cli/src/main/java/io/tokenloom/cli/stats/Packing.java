package io.tokenloom.cli.stats;

import io.tokenloom.record.PackedDocument;
import io.tokenloom.record.PackedSequence;
import io.tokenloom.sequence.PackedSequences;
import java.time.Duration;

/** How full packed sequences are, and how long documents waited for them, in stream time. Not thread-safe. */
public final class Packing {
    private long sequences;
    private long documents;
    private long parts;
    private long ids;
    private double fill;
    private double waitMillis;
    private long longestWaitMillis;

    /** None yet. */
    public Packing() {}

    /** Takes a sequence. */
    public void add(PackedSequence sequence) {
        sequences++;
        ids += sequence.getIds().size();
        fill += PackedSequences.fill(sequence);
        for (PackedDocument document : sequence.getDocuments()) {
            documents += document.getPart() == 0 ? 1 : 0;
            parts++;
            long millis = Duration.between(document.getLastEventTime(), sequence.getClosedAt())
                    .toMillis();
            waitMillis += millis;
            longestWaitMillis = Math.max(longestWaitMillis, millis);
        }
    }

    /** Sums and means of all that was taken. */
    public Figures figures() {
        return new Figures(
                sequences,
                documents,
                ids,
                sequences == 0 ? 0 : fill / sequences,
                parts == 0 ? 0 : waitMillis / parts,
                longestWaitMillis);
    }

    /**
     * Sums and means.
     *
     * @param sequences sequences
     * @param documents documents that begin in them
     * @param ids their ids, without what is empty
     * @param fill mean share of the context length that has ids, 0 to 1
     * @param meanWaitMillis mean time from the last item of a document, or part of one, to the close of its sequence
     * @param longestWaitMillis the longest of these times
     */
    public record Figures(
            long sequences, long documents, long ids, double fill, double meanWaitMillis, long longestWaitMillis) {}
}
