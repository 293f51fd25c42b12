package io.tokenloom.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import io.tokenloom.text.ControlToken;
import io.tokenloom.text.split.SplitPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;

/**
 * Reads {@code bundle.yaml}: first its shape by the JSON Schema beside this class, then as much of its content as can be
 * understood, so that one wrong key does not hide a wrong hash. Thread-safe.
 */
final class TextManifestReader {
    /** Made for the first manifest that is not {@link TextManifestShape right at first sight}. */
    private static final class Schema {
        static final JsonSchema INSTANCE = ManifestYaml.schema("bundle.schema.json");
    }

    private TextManifestReader() {}

    /** @param mistakes gets what is wrong with the manifest */
    static Optional<TextManifest> read(ManifestYaml yaml, List<String> mistakes) {
        if (!TextManifestShape.isRight(yaml.root())) {
            mistakes.addAll(yaml.mistakes(Schema.INSTANCE));
        }
        return lenient(yaml);
    }

    /** Empty when the parts that make the tokenizer are not all there. */
    private static Optional<TextManifest> lenient(ManifestYaml yaml) {
        JsonNode root = yaml.root();
        JsonNode engine = root.path("engine");
        Optional<EngineFormat> format = EngineFormat.named(engine.path("format").asText());
        if (format.isEmpty() || !engine.path("file").isTextual()) {
            return Optional.empty();
        }
        return Optional.of(new TextManifest(
                root.path("name").asText(),
                root.path("version").asText(),
                format.get(),
                engine.path("library").asBoolean() ? TextManifest.Engine.LIBRARY : TextManifest.Engine.OWN,
                engine.path("file").asText(),
                SplitPattern.named(engine.path("pattern").asText()),
                yaml.files(),
                root.path("licence").asText(),
                root.path("lossless").asBoolean(true)
                        ? TextManifest.Losslessness.LOSSLESS
                        : TextManifest.Losslessness.LOSSY,
                controlTokens(root.path("controlTokens")),
                golden(root.path("golden"))));
    }

    private static List<ControlToken> controlTokens(JsonNode nodes) {
        List<ControlToken> result = new ArrayList<>();
        for (JsonNode node : nodes) {
            String content = node.path("content").asText();
            if (!content.isEmpty()) {
                JsonNode id = node.path("id");
                result.add(new ControlToken(content, id.isInt() ? OptionalInt.of(id.asInt()) : OptionalInt.empty()));
            }
        }
        return result;
    }

    private static List<GoldenItem> golden(JsonNode nodes) {
        List<GoldenItem> result = new ArrayList<>();
        for (JsonNode node : nodes) {
            if (node.path("text").isTextual() && node.path("ids").isArray()) {
                result.add(new GoldenItem(
                        node.path("text").asText(),
                        StreamSupport.stream(node.path("ids").spliterator(), false)
                                .map(JsonNode::asInt)
                                .toList()));
            }
        }
        return result;
    }
}
