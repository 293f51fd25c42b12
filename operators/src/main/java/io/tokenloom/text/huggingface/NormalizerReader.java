package io.tokenloom.text.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenloom.text.normalize.Normalizers.Bert;
import io.tokenloom.text.normalize.UnicodeNormalizer;
import java.util.Optional;

/** Reads the field {@code normalizer}. Not thread-safe. */
final class NormalizerReader {
    private final Mistakes mistakes;

    NormalizerReader(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /** Empty for null, or for one that is not understood. */
    Optional<NormalizerSpec> read(String name, JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        SpecReader reader = new SpecReader(name, node, mistakes);
        return switch (reader.type()) {
            case "NFC", "NFD", "NFKC", "NFKD" ->
                Optional.of(new NormalizerSpec.Unicode(UnicodeNormalizer.valueOf(reader.type())));
            case "Lowercase" -> Optional.of(new NormalizerSpec.Lowercase());
            case "Strip" ->
                Optional.of(
                        new NormalizerSpec.Strip(reader.flag("strip_left", false), reader.flag("strip_right", false)));
            case "StripAccents" -> Optional.of(new NormalizerSpec.StripAccents());
            case "Nmt" -> Optional.of(new NormalizerSpec.Nmt());
            case "ByteLevel" -> Optional.of(new NormalizerSpec.ByteLevel());
            case "BertNormalizer" -> Optional.of(bert(reader));
            case "Replace" -> Optional.of(new NormalizerSpec.Replace(reader.pattern(), reader.text("content")));
            case "Prepend" -> Optional.of(new NormalizerSpec.Prepend(reader.text("prepend")));
            case "Precompiled" -> Optional.of(new NormalizerSpec.Precompiled(reader.text("precompiled_charsmap")));
            case "Sequence" -> Optional.of(new NormalizerSpec.Sequence(reader.list("normalizers", this::read)));
            default -> reader.unsupportedType();
        };
    }

    private static NormalizerSpec bert(SpecReader reader) {
        boolean lowercase = reader.flag("lowercase", true);
        return new NormalizerSpec.BertNormalizer(new Bert(
                reader.flag("clean_text", true),
                reader.flag("handle_chinese_chars", true),
                reader.flag("strip_accents", lowercase),
                lowercase));
    }
}
