package io.tokenloom.text.pipeline;

import io.tokenloom.text.normalize.NormalizedText;
import io.tokenloom.text.split.Splitter;

/**
 * A pre-tokenizer that is not the last, or that changes text: cuts it, changes the pieces, and joins them again, with marks
 * between them where a later splitter would not find the cuts. Thread-safe: immutable.
 *
 * @param splitter cuts
 * @param rewrite changes each piece
 * @param joint what is put between pieces
 */
public record PieceStage(Splitter splitter, PieceRewrite rewrite, Joint joint) {
    /** What is put between pieces. */
    public enum Joint {
        /** A mark. */
        MARK,
        /** Nothing: the next splitter cuts here anyway. */
        NOTHING
    }

    /** @param textStart where the whole text begins in the original */
    void apply(NormalizedText text, int textStart, int[] ends) {
        boolean startsText = text.beginsAt(textStart);
        text.rewrite();
        byte[] source = text.source();
        int to = text.sourceLength();
        int at = 0;
        while (at < to) {
            int pieces = splitter.split(source, at, to, true, ends);
            for (int i = 0; i < pieces; i++) {
                int end = ends[i];
                if (end < 0) {
                    end = ~end;
                    text.skip(end - at);
                } else {
                    if (joint == Joint.MARK && text.length() > 0) {
                        text.mark(Marks.MARK);
                    }
                    rewrite.rewrite(text, at, end, at == 0 && startsText);
                }
                at = end;
            }
        }
    }
}
