package io.tokenloom.text.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenloom.text.huggingface.PreTokenizerSpec.SplitBehavior;
import io.tokenloom.text.pipeline.VisibleSpaces.Prefix;
import java.util.Arrays;
import java.util.Optional;

/** Reads the field {@code pre_tokenizer}. Not thread-safe. */
final class PreTokenizerReader {
    private final Mistakes mistakes;

    PreTokenizerReader(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /** Empty for null, or for one that is not understood. */
    Optional<PreTokenizerSpec> read(String name, JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        SpecReader reader = new SpecReader(name, node, mistakes);
        return switch (reader.type()) {
            case "ByteLevel" ->
                Optional.of(new PreTokenizerSpec.ByteLevel(
                        reader.flag("add_prefix_space", true), reader.flag("use_regex", true)));
            case "Split" ->
                Optional.of(new PreTokenizerSpec.Split(
                        reader.pattern(), behavior(reader, "behavior"), reader.flag("invert", false)));
            case "Metaspace" ->
                Optional.of(new PreTokenizerSpec.Metaspace(
                        reader.character("replacement"), prefix(reader), reader.flag("split", true)));
            case "BertPreTokenizer" -> Optional.of(new PreTokenizerSpec.BertPreTokenizer());
            case "Whitespace" -> Optional.of(new PreTokenizerSpec.Whitespace());
            case "WhitespaceSplit" -> Optional.of(new PreTokenizerSpec.WhitespaceSplit());
            case "Punctuation" ->
                Optional.of(new PreTokenizerSpec.Punctuation(
                        reader.has("behavior") ? behavior(reader, "behavior") : SplitBehavior.ISOLATED));
            case "Digits" -> Optional.of(new PreTokenizerSpec.Digits(reader.flag("individual_digits", false)));
            case "CharDelimiterSplit" ->
                Optional.of(new PreTokenizerSpec.CharDelimiterSplit(Character.toString(reader.character("delimiter"))));
            case "UnicodeScripts" -> Optional.of(new PreTokenizerSpec.UnicodeScripts());
            case "Sequence" -> Optional.of(new PreTokenizerSpec.Sequence(reader.list("pretokenizers", this::read)));
            default -> reader.unsupportedType();
        };
    }

    private SplitBehavior behavior(SpecReader reader, String key) {
        String name = reader.text(key);
        return Arrays.stream(SplitBehavior.values())
                .filter(b -> b.fileName().equals(name))
                .findFirst()
                .orElseGet(() -> {
                    mistakes.unsupported(reader.name() + "." + key + " " + name);
                    return SplitBehavior.ISOLATED;
                });
    }

    /** Older files say {@code add_prefix_space}, which must not contradict. */
    private Prefix prefix(SpecReader reader) {
        Prefix prefix =
                switch (reader.text("prepend_scheme", "always")) {
                    case "always" -> Prefix.ALWAYS;
                    case "first" -> Prefix.FIRST;
                    case "never" -> Prefix.NEVER;
                    default -> {
                        reader.unsupported(".prepend_scheme " + reader.text("prepend_scheme"));
                        yield Prefix.NEVER;
                    }
                };
        if (reader.flag("add_prefix_space", true)) {
            return prefix;
        }
        if (reader.has("prepend_scheme") && prefix != Prefix.NEVER) {
            mistakes.add(reader.name() + ": add_prefix_space false does not go with this prepend_scheme");
        }
        return Prefix.NEVER;
    }
}
