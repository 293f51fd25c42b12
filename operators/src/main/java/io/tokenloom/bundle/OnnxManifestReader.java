package io.tokenloom.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what the manifest of an ONNX encoder says about itself. Thread-safe. */
final class OnnxManifestReader {
    private static final JsonSchema SCHEMA = ManifestYaml.schema("onnx-bundle.schema.json");
    private static final double NEAR = 1e-3;

    private OnnxManifestReader() {}

    /**
     * Empty when the manifest breaks its schema: then nothing in it can be relied on.
     *
     * @param mistakes gets what is wrong with the manifest
     */
    static Optional<OnnxManifest> read(ManifestYaml yaml, List<String> mistakes) {
        List<String> found = yaml.mistakes(SCHEMA);
        mistakes.addAll(found);
        if (!found.isEmpty()) {
            return Optional.empty();
        }
        JsonNode root = yaml.root();
        JsonNode determinism = root.path("determinism");
        List<Integer> batches = new ArrayList<>();
        determinism.path("batches").forEach(size -> batches.add(size.asInt()));
        return Optional.of(new OnnxManifest(
                root.path("name").asText(),
                root.path("version").asText(),
                root.path("engine").path("encoder").asText(),
                texts(root.path("engine").path("traits")),
                yaml.files(),
                root.path("licence").asText(),
                batches.isEmpty() ? BatchInvariance.OF_IDS.sizes() : batches,
                determinism.path("tolerance").asDouble(NEAR),
                golden(root.path("golden"))));
    }

    private static List<GoldenPictures> golden(JsonNode nodes) {
        List<GoldenPictures> golden = new ArrayList<>();
        for (JsonNode node : nodes) {
            List<GoldenPictures.Frame> frames = new ArrayList<>();
            node.path("frames").forEach(frame -> frames.add(frame(frame)));
            golden.add(new GoldenPictures(
                    frames,
                    node.path("agreement").asDouble(1),
                    node.path("tolerance").asDouble(NEAR)));
        }
        return golden;
    }

    private static GoldenPictures.Frame frame(JsonNode node) {
        List<List<Integer>> planes = new ArrayList<>();
        node.path("planes").forEach(plane -> planes.add(integers(plane)));
        List<Double> values = new ArrayList<>();
        node.path("values").forEach(value -> values.add(value.asDouble()));
        return new GoldenPictures.Frame(
                node.path("image").asText(), planes, integers(node.path("keptPositions")), values);
    }

    private static List<Integer> integers(JsonNode node) {
        List<Integer> values = new ArrayList<>();
        node.forEach(value -> values.add(value.asInt()));
        return values;
    }

    private static List<String> texts(JsonNode node) {
        List<String> values = new ArrayList<>();
        node.forEach(value -> values.add(value.asText()));
        return values;
    }
}
