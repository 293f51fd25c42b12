package io.tokenloom.text.huggingface;

import io.tokenloom.text.normalize.Normalizers.Bert;
import io.tokenloom.text.normalize.UnicodeNormalizer;
import java.util.List;

/** The field {@code normalizer}. Thread-safe: immutable. */
sealed interface NormalizerSpec {
    /** NFC, NFD, NFKC, NFKD. */
    record Unicode(UnicodeNormalizer form) implements NormalizerSpec {}

    record Lowercase() implements NormalizerSpec {}

    record Strip(boolean left, boolean right) implements NormalizerSpec {}

    record StripAccents() implements NormalizerSpec {}

    record Nmt() implements NormalizerSpec {}

    record ByteLevel() implements NormalizerSpec {}

    record BertNormalizer(Bert parts) implements NormalizerSpec {}

    record Replace(Pattern pattern, String content) implements NormalizerSpec {}

    record Prepend(String prefix) implements NormalizerSpec {}

    /** @param charsMap Base64 */
    record Precompiled(String charsMap) implements NormalizerSpec {}

    record Sequence(List<NormalizerSpec> steps) implements NormalizerSpec {}
}
