package io.tokenloom.text.huggingface;

import java.util.List;

/** The field {@code decoder}. Thread-safe: immutable. */
sealed interface DecoderSpec {
    /** No decoder: tokens with a space between them. */
    record None() implements DecoderSpec {}

    record ByteLevel() implements DecoderSpec {}

    /**
     * @param replacement a code point
     * @param dropsFirst whether it is dropped from the first token
     */
    record Metaspace(int replacement, boolean dropsFirst) implements DecoderSpec {}

    record WordPiece(String prefix, boolean cleanup) implements DecoderSpec {}

    record ByteFallback() implements DecoderSpec {}

    record Fuse() implements DecoderSpec {}

    /** @param content a code point */
    record Strip(int content, int start, int stop) implements DecoderSpec {}

    record Replace(Pattern pattern, String content) implements DecoderSpec {}

    record BpeDecoder(String suffix) implements DecoderSpec {}

    record Sequence(List<DecoderSpec> steps) implements DecoderSpec {}
}
