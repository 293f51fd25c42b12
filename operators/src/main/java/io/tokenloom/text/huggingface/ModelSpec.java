package io.tokenloom.text.huggingface;

import io.tokenloom.text.bpe.MergeList;
import java.util.Optional;

/** The field {@code model}; its vocabulary is told apart. Thread-safe: immutable. */
sealed interface ModelSpec {
    record Bpe(
            MergeList merges,
            Optional<String> unknownToken,
            boolean fuseUnknown,
            boolean byteFallback,
            boolean ignoreMerges)
            implements ModelSpec {}

    /** @param scores of each id */
    record Unigram(double[] scores, int unknownId, boolean byteFallback) implements ModelSpec {}

    record WordPiece(String unknownToken, String continuingPrefix, int maxCharacters) implements ModelSpec {}

    record WordLevel(String unknownToken) implements ModelSpec {}
}
