package io.tokenloom.text.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Reads the field {@code decoder}. Not thread-safe. */
final class DecoderReader {
    private final Mistakes mistakes;

    DecoderReader(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    Optional<DecoderSpec> read(String name, JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.of(new DecoderSpec.None());
        }
        SpecReader reader = new SpecReader(name, node, mistakes);
        return switch (reader.type()) {
            case "ByteLevel" -> Optional.of(new DecoderSpec.ByteLevel());
            case "Metaspace" -> Optional.of(metaspace(reader));
            case "WordPiece" ->
                Optional.of(new DecoderSpec.WordPiece(reader.text("prefix"), reader.flag("cleanup", true)));
            case "ByteFallback" -> Optional.of(new DecoderSpec.ByteFallback());
            case "Fuse" -> Optional.of(new DecoderSpec.Fuse());
            case "Strip" ->
                Optional.of(new DecoderSpec.Strip(
                        reader.character("content"), reader.number("start", 0), reader.number("stop", 0)));
            case "Replace" -> Optional.of(replace(reader));
            case "BPEDecoder" -> Optional.of(new DecoderSpec.BpeDecoder(reader.text("suffix")));
            case "Sequence" -> Optional.of(new DecoderSpec.Sequence(reader.list("decoders", this::read)));
            default -> reader.unsupportedType();
        };
    }

    private static DecoderSpec metaspace(SpecReader reader) {
        boolean never =
                reader.text("prepend_scheme", "always").equals("never") || !reader.flag("add_prefix_space", true);
        return new DecoderSpec.Metaspace(reader.character("replacement"), !never);
    }

    private DecoderSpec replace(SpecReader reader) {
        Pattern pattern = reader.pattern();
        if (!(pattern instanceof Pattern.Literal literal) || literal.text().isEmpty()) {
            reader.unsupported(".pattern of a regular expression or of nothing");
        }
        return new DecoderSpec.Replace(pattern, reader.text("content"));
    }
}
