package io.tokenloom.cli.demo.report;

import java.util.List;

/**
 * The ranges of a sequence, with their texts.
 *
 * @param sequenceId which
 * @param ranges the first of them
 * @param rangeCount all of them
 */
public record SequenceExcerpt(String sequenceId, List<Range> ranges, int rangeCount) {
    /** Ranges that a page shows of a sequence. */
    public static final int MAX_RANGES = 80;

    /** Copies. */
    public SequenceExcerpt {
        ranges = List.copyOf(ranges);
    }

    /**
     * One range.
     *
     * @param documentId its document
     * @param itemId its item
     * @param offset index of its first id
     * @param length how many ids
     * @param tokens how many tokens
     * @param visual whether they stand for a picture
     * @param text what the first ids stand for; empty for a picture, and where the tokenizer is not known
     * @param more whether the text goes on
     */
    public record Range(
            String documentId,
            String itemId,
            int offset,
            int length,
            int tokens,
            boolean visual,
            VisibleText text,
            boolean more) {}
}
