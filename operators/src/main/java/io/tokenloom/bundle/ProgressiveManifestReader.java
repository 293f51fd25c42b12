package io.tokenloom.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import io.tokenloom.vision.ProgressiveModel;
import io.tokenloom.vision.ResetRule;
import io.tokenloom.vision.preprocessing.Normalisation;
import io.tokenloom.vision.preprocessing.Preprocessing;
import io.tokenloom.vision.preprocessing.StretchArea;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the manifest of a progressive visual tokenizer. Thread-safe. */
final class ProgressiveManifestReader {
    private static final JsonSchema SCHEMA = ManifestYaml.schema("progressive-bundle.schema.json");

    private ProgressiveManifestReader() {}

    /**
     * Empty when the manifest breaks its schema: then nothing in it can be relied on.
     *
     * @param mistakes gets what is wrong with the manifest
     */
    static Optional<ProgressiveManifest> read(ManifestYaml yaml, List<String> mistakes) {
        List<String> found = yaml.mistakes(SCHEMA);
        mistakes.addAll(found);
        if (!found.isEmpty()) {
            return Optional.empty();
        }
        JsonNode root = yaml.root();
        JsonNode engine = root.path("engine");
        JsonNode input = root.path("input");
        JsonNode tokens = root.path("tokens");
        JsonNode resets = root.path("resets");
        return Optional.of(new ProgressiveManifest(
                root.path("name").asText(),
                root.path("version").asText(),
                engine.path("encoder").asText(),
                engine.path("decoder").asText(),
                // The one rule that the schema lets through.
                new Preprocessing(
                        new StretchArea(
                                input.path("side").asInt(), input.path("side").asInt()),
                        Normalisation.zeroToOne()),
                new ProgressiveModel.Shape(
                        input.path("side").asInt(),
                        tokens.path("count").asInt(),
                        tokens.path("codebookSize").asInt()),
                root.path("stills").path("steps").asInt(),
                new ResetRule(
                        resets.path("sceneCut").asDouble(),
                        resets.path("doubt").asDouble(),
                        resets.path("maxSteps").asInt()),
                yaml.files(),
                root.path("licence").asText(),
                golden(root.path("golden"))));
    }

    private static List<GoldenPictures> golden(JsonNode nodes) {
        List<GoldenPictures> result = new ArrayList<>();
        for (JsonNode node : nodes) {
            List<GoldenPictures.Frame> frames = new ArrayList<>();
            for (JsonNode frame : node.path("frames")) {
                List<Integer> ids = new ArrayList<>();
                frame.path("ids").forEach(id -> ids.add(id.asInt()));
                frames.add(new GoldenPictures.Frame(frame.path("image").asText(), List.of(ids), List.of(), List.of()));
            }
            result.add(new GoldenPictures(frames, node.path("agreement").asDouble(1), 0));
        }
        return result;
    }
}
