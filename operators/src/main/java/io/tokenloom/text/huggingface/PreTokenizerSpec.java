package io.tokenloom.text.huggingface;

import io.tokenloom.text.pipeline.VisibleSpaces.Prefix;
import java.util.List;

/** The field {@code pre_tokenizer}. Thread-safe: immutable. */
sealed interface PreTokenizerSpec {
    record ByteLevel(boolean addPrefixSpace, boolean useRegex) implements PreTokenizerSpec {}

    /** @param invert whether what lies between matches counts as the delimiter */
    record Split(Pattern pattern, SplitBehavior behavior, boolean invert) implements PreTokenizerSpec {}

    /** @param replacement a code point */
    record Metaspace(int replacement, Prefix prefix, boolean split) implements PreTokenizerSpec {}

    record BertPreTokenizer() implements PreTokenizerSpec {}

    record Whitespace() implements PreTokenizerSpec {}

    record WhitespaceSplit() implements PreTokenizerSpec {}

    record Punctuation(SplitBehavior behavior) implements PreTokenizerSpec {}

    record Digits(boolean individual) implements PreTokenizerSpec {}

    record CharDelimiterSplit(String delimiter) implements PreTokenizerSpec {}

    record UnicodeScripts() implements PreTokenizerSpec {}

    record Sequence(List<PreTokenizerSpec> steps) implements PreTokenizerSpec {}

    /** What becomes of a delimiter, by the name in the file. */
    enum SplitBehavior {
        REMOVED("Removed"),
        ISOLATED("Isolated"),
        MERGED_WITH_PREVIOUS("MergedWithPrevious"),
        MERGED_WITH_NEXT("MergedWithNext"),
        CONTIGUOUS("Contiguous");

        private final String fileName;

        SplitBehavior(String fileName) {
            this.fileName = fileName;
        }

        String fileName() {
            return fileName;
        }
    }
}
