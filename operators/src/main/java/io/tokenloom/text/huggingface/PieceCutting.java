package io.tokenloom.text.huggingface;

import io.tokenloom.text.pipeline.PieceStage;
import io.tokenloom.text.split.SplitPattern;
import io.tokenloom.text.split.Splitter;
import java.util.List;
import java.util.Optional;

/**
 * How text is cut into pieces. Thread-safe: immutable.
 *
 * @param stages what comes before the last splitter
 * @param splitter the last one; empty when nothing is cut here
 * @param marked whether the last splitter meets marks of the stages
 * @param pattern the published pattern that alone cuts text, if there is one
 * @param byteLevel whether pieces are written in the byte alphabet for the model
 * @param keepsBytes whether the pieces put together are the text
 */
record PieceCutting(
        List<PieceStage> stages,
        Optional<Splitter> splitter,
        boolean marked,
        Optional<SplitPattern> pattern,
        boolean byteLevel,
        boolean keepsBytes) {}
