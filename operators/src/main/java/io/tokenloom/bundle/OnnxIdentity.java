package io.tokenloom.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What makes the tokens of an ONNX encoder what they are: the graph, every file that takes part, and everything that the
 * manifest says about them. Name, version, licence, golden pictures, what is promised of batches, the way back, file names and the order
 * of keys do not count.
 *
 * @param manifest as a tree
 * @param sha256 of every file that the manifest lists, by path
 */
record OnnxIdentity(JsonNode manifest, Map<String, String> sha256) {
    private static final String DOMAIN = "tokenloom-onnx-1";
    private static final Set<String> DO_NOT_COUNT =
            Set.of("name", "version", "kind", "licence", "golden", "files", "determinism", "decoder");
    private static final JsonMapper JSON = new JsonMapper();

    /** In order, for the fingerprint. */
    List<String> fields() {
        Map<String, Object> counts = new TreeMap<>();
        manifest.properties().forEach(field -> {
            if (!DO_NOT_COUNT.contains(field.getKey())) {
                counts.put(field.getKey(), canonical(field.getValue()));
            }
        });
        try {
            return List.of(DOMAIN, JSON.writeValueAsString(counts));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of maps, lists and values can't be written", e);
        }
    }

    /** Keys in order, and in place of a path the hash of what lies there. */
    private Object canonical(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> sorted = new TreeMap<>();
            node.properties().forEach(field -> sorted.put(field.getKey(), canonical(field.getValue())));
            return sorted;
        }
        if (node.isArray()) {
            List<Object> values = new ArrayList<>();
            node.forEach(value -> values.add(canonical(value)));
            return values;
        }
        return node.isTextual() ? sha256.getOrDefault(node.textValue(), node.textValue()) : node;
    }
}
