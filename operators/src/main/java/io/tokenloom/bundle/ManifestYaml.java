package io.tokenloom.bundle;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.tokenloom.json.JsonTrees;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code bundle.yaml} as a tree, before anybody asks what it means.
 *
 * @param text as it was written
 * @param root its content
 */
record ManifestYaml(String text, JsonNode root) {
    private static final YAMLFactory YAML = YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** @param mistakes gets why there is none */
    static Optional<ManifestYaml> of(BundleFiles files, List<String> mistakes) {
        byte[] yaml;
        try {
            yaml = files.read(BundleFiles.MANIFEST);
        } catch (BundleFiles.Unreadable e) {
            mistakes.add(e.getMessage());
            return Optional.empty();
        }
        try (JsonParser parser = YAML.createParser(yaml)) {
            return Optional.of(new ManifestYaml(new String(yaml, StandardCharsets.UTF_8), JsonTrees.readAll(parser)));
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
    }

    /** A JSON Schema beside this class. */
    static JsonSchema schema(String resource) {
        try (InputStream in = ManifestYaml.class.getResourceAsStream(resource)) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(in);
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be read from the class path", e);
        }
    }

    /** What kind of bundle it says it is; may be anything. */
    String kind() {
        return root.path("kind").asText();
    }

    /** What format of engine it says it has; may be anything. */
    String format() {
        return root.path("engine").path("format").asText();
    }

    /** Everything in which it differs from a schema. */
    List<String> mistakes(JsonSchema schema) {
        return schema.validate(root).stream()
                .map(m -> BundleFiles.MANIFEST + " " + m.getMessage())
                .sorted()
                .toList();
    }

    /** The files that it lists, as far as they can be understood. */
    List<BundleFile> files() {
        List<BundleFile> result = new ArrayList<>();
        for (JsonNode node : root.path("files")) {
            if (node.path("path").isTextual()) {
                result.add(new BundleFile(
                        node.path("path").asText(), node.path("sha256").asText()));
            }
        }
        return result;
    }
}
