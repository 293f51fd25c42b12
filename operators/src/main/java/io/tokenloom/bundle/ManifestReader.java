package io.tokenloom.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.tokenloom.text.ControlToken;
import io.tokenloom.text.SplitPattern;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;

/**
 * Reads {@code bundle.yaml}: first its shape by the JSON Schema beside this class, then as much of its content as can be
 * understood, so that one wrong key does not hide a wrong hash. Thread-safe.
 */
final class ManifestReader {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final JsonSchema SCHEMA = schema();

    private ManifestReader() {}

    private static JsonSchema schema() {
        try (InputStream in = ManifestReader.class.getResourceAsStream("bundle.schema.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(in);
        } catch (IOException e) {
            throw new UncheckedIOException("bundle.schema.json cannot be read from the class path", e);
        }
    }

    /** @param mistakes gets what is wrong with the manifest */
    static Optional<TextManifest> read(byte[] yaml, List<String> mistakes) {
        JsonNode root;
        try {
            root = YAML.readTree(yaml);
        } catch (JsonProcessingException e) {
            mistakes.add(BundleFiles.MANIFEST + " is not YAML at line "
                    + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + ": "
                    + e.getOriginalMessage());
            return Optional.empty();
        } catch (IOException e) {
            mistakes.add(BundleFiles.MANIFEST + " cannot be read: " + e);
            return Optional.empty();
        }
        SCHEMA.validate(root).stream()
                .map(m -> BundleFiles.MANIFEST + " " + m.getMessage())
                .sorted()
                .forEach(mistakes::add);
        return lenient(root);
    }

    /** Empty when the parts that make the tokenizer are not all there. */
    private static Optional<TextManifest> lenient(JsonNode root) {
        JsonNode engine = root.path("engine");
        Optional<EngineFormat> format = EngineFormat.named(engine.path("format").asText());
        if (format.isEmpty() || !engine.path("file").isTextual()) {
            return Optional.empty();
        }
        return Optional.of(new TextManifest(
                root.path("name").asText(),
                root.path("version").asText(),
                format.get(),
                engine.path("file").asText(),
                SplitPattern.named(engine.path("pattern").asText()),
                files(root.path("files")),
                root.path("licence").asText(),
                root.path("lossless").asBoolean(true)
                        ? TextManifest.Losslessness.LOSSLESS
                        : TextManifest.Losslessness.LOSSY,
                controlTokens(root.path("controlTokens")),
                golden(root.path("golden"))));
    }

    private static List<BundleFile> files(JsonNode nodes) {
        List<BundleFile> result = new ArrayList<>();
        for (JsonNode node : nodes) {
            if (node.path("path").isTextual()) {
                result.add(new BundleFile(
                        node.path("path").asText(), node.path("sha256").asText()));
            }
        }
        return result;
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
