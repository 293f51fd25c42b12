package io.tokenloom.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenloom.record.ElementType;
import io.tokenloom.vision.TokenContract;
import io.tokenloom.vision.temporal.StateForm;
import io.tokenloom.vision.temporal.TemporalSpec;
import io.tokenloom.vision.temporal.TensorNames;
import io.tokenloom.vision.temporal.WindowPolicy;
import java.util.List;
import java.util.Optional;

/** Reads what a manifest, accepted by its schema, says of a graph that attends to earlier frames. */
final class TemporalSpecReader {
    private final JsonNode root;
    private final List<String> mistakes;

    /** @param mistakes gets what is wrong */
    TemporalSpecReader(JsonNode root, List<String> mistakes) {
        this.root = root;
        this.mistakes = mistakes;
    }

    record Read(TemporalSpec spec, TokenContract contract) {}

    /** Empty where there are mistakes. */
    Optional<Read> read() {
        JsonNode vectors = root.path("output").path("vectors");
        if (!vectors.isObject()) {
            mistakes.add("output: a graph with state gives vectors; name output.vectors");
            return Optional.empty();
        }
        ElementType stored =
                vectors.path("stored").asText().equals("float32") ? ElementType.FLOAT32 : ElementType.FLOAT16;
        TokenContract contract = ContractReader.read(
                root.path("tokens"),
                new TokenContract.Payload.Embeddings(vectors.path("dimension").asInt(), stored),
                false,
                mistakes);
        try {
            return Optional.of(new Read(spec(root.path("state"), vectors), contract));
        } catch (IllegalArgumentException e) {
            mistakes.add("state: " + e.getMessage());
            return Optional.empty();
        }
    }

    private TemporalSpec spec(JsonNode state, JsonNode vectors) {
        JsonNode inputs = state.path("inputs");
        JsonNode outputs = state.path("outputs");
        int window = state.path("window").asInt();
        return new TemporalSpec(
                new TensorNames(
                        root.path("input").path("name").asText(),
                        inputs.path("time").asText(),
                        inputs.path("pastKeys").asText(),
                        inputs.path("pastValues").asText(),
                        inputs.path("pastLength").asText(),
                        vectors.path("output").asText(),
                        outputs.path("newKeys").asText(),
                        outputs.path("newValues").asText()),
                state.path("batchAxis").asInt(),
                state.path("timeAxis").asInt(),
                window,
                WindowPolicy.named(state.path("policy").asText("block")).orElseThrow(),
                StateForm.named(state.path("form").asText()).orElseThrow(),
                state.path("reference").asDouble(window),
                root.path("stills").path("steps").asInt(1));
    }
}
