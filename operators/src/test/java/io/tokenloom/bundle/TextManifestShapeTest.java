package io.tokenloom.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class TextManifestShapeTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonSchema SCHEMA = ManifestYaml.schema("bundle.schema.json");
    static final List<String> BUILT_IN = TextBundle.BUILT_IN;

    @ParameterizedTest
    @FieldSource("BUILT_IN")
    void knowsTheBuiltInOnes(String location) {
        assertThat(TextManifestShape.isRight(manifest(location))).isTrue();
        assertThat(SCHEMA.validate(manifest(location))).isEmpty();
    }

    @Test
    void acceptsNothingThatTheSchemaRefuses() {
        List<JsonNode> variants = new ArrayList<>();
        for (String location : BUILT_IN) {
            JsonNode root = manifest(location);
            for (JsonNode container : containers(root)) {
                change(root, container, variants);
            }
        }
        assertThat(variants).hasSizeGreaterThan(2000);
        assertThat(variants.stream().filter(TextManifestShape::isRight).count()).isGreaterThan(100);
        assertThat(variants).allSatisfy(variant -> {
            if (TextManifestShape.isRight(variant)) {
                assertThat(SCHEMA.validate(variant)).isEmpty();
            }
        });
    }

    /** Puts each value in the place of each of a container's, takes each out, and adds one. */
    private static void change(JsonNode root, JsonNode container, List<JsonNode> variants) {
        if (container instanceof ObjectNode object) {
            for (String key : new ArrayList<>(object.properties().stream()
                    .map(java.util.Map.Entry::getKey)
                    .toList())) {
                JsonNode before = object.get(key);
                for (JsonNode value : values()) {
                    object.set(key, value);
                    variants.add(root.deepCopy());
                }
                object.remove(key);
                variants.add(root.deepCopy());
                object.set(key, before);
            }
            object.put("more", 1);
            variants.add(root.deepCopy());
            object.remove("more");
        } else if (container instanceof ArrayNode array && !array.isEmpty()) {
            JsonNode before = array.get(0);
            for (JsonNode value : values()) {
                array.set(0, value);
                variants.add(root.deepCopy());
            }
            array.set(0, before);
        }
    }

    private static List<JsonNode> values() {
        return List.of(
                NODES.textNode(""),
                NODES.textNode("a"),
                NODES.textNode("-a"),
                NODES.textNode("a\n"),
                NODES.textNode("a".repeat(100)),
                NODES.textNode("a".repeat(101)),
                NODES.textNode("visual"),
                NODES.textNode("gpt2"),
                NODES.textNode("sentencepiece"),
                NODES.textNode("0".repeat(64)),
                NODES.textNode("F".repeat(64)),
                NODES.numberNode(-1),
                NODES.numberNode(7),
                NODES.numberNode(10_000_001),
                NODES.numberNode(1L << 40),
                NODES.numberNode(BigInteger.ONE.shiftLeft(80)),
                NODES.numberNode(1.5),
                NODES.booleanNode(true),
                NODES.nullNode(),
                NODES.objectNode(),
                NODES.arrayNode(),
                NODES.arrayNode().add(1));
    }

    private static List<JsonNode> containers(JsonNode root) {
        List<JsonNode> all = new ArrayList<>(List.of(root));
        for (int i = 0; i < all.size(); i++) {
            all.get(i).forEach(child -> {
                if (child.isContainerNode()) {
                    all.add(child);
                }
            });
        }
        return all;
    }

    private static JsonNode manifest(String location) {
        return ManifestYaml.of(BundleFiles.at(location), new ArrayList<>())
                .orElseThrow()
                .root();
    }
}
