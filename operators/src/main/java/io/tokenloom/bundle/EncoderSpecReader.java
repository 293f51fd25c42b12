package io.tokenloom.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenloom.record.ElementType;
import io.tokenloom.record.TruncationKind;
import io.tokenloom.vision.TokenContract;
import io.tokenloom.vision.encoder.EncoderOutput;
import io.tokenloom.vision.encoder.EncoderSpec;
import io.tokenloom.vision.encoder.Selection;
import io.tokenloom.vision.preprocessing.Preprocessing;
import io.tokenloom.vision.quantization.PatchSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a manifest, accepted by its schema, says of a graph without memory. */
final class EncoderSpecReader {
    private final JsonNode root;
    private final ListedFiles files;
    private final List<String> mistakes;

    /** @param mistakes gets what is wrong */
    EncoderSpecReader(JsonNode root, ListedFiles files, List<String> mistakes) {
        this.root = root;
        this.files = files;
        this.mistakes = mistakes;
    }

    /** Empty where there are mistakes. */
    Optional<EncoderSpec> read(Preprocessing preprocessing) {
        JsonNode output = root.path("output");
        Optional<EncoderOutput> made = output.has("vectors") ? vectors(output.path("vectors")) : planes(output);
        if (made.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> qualities =
                Optional.ofNullable(output.path("qualities").textValue());
        TokenContract contract =
                ContractReader.read(root.path("tokens"), payload(made.get()), qualities.isPresent(), mistakes);
        Optional<Selection> selection = selection(output.path("selection"));
        if (selection.isPresent() && contract.truncation() != TruncationKind.NONE) {
            mistakes.add("tokens.truncation: a selection of positions can't be cut; leave it out");
        }
        return Optional.of(new EncoderSpec(
                root.path("input").path("name").asText(),
                preprocessing,
                made.get(),
                qualities,
                selection,
                // What is wrong with the order, the contract has told.
                PublishedOrder.of(root.path("tokens").path("published"), contract.grid(), new ArrayList<>())
                        .map(PublishedOrder::from),
                contract));
    }

    private Optional<EncoderOutput> vectors(JsonNode node) {
        EncoderOutput.Layout layout = node.path("layout").asText().equals("channel-major")
                ? EncoderOutput.Layout.CHANNEL_MAJOR
                : EncoderOutput.Layout.TOKEN_MAJOR;
        return Optional.of(new EncoderOutput.Vectors(new EncoderOutput.Features(
                node.path("output").asText(), node.path("dimension").asInt(), layout)));
    }

    private Optional<EncoderOutput> planes(JsonNode output) {
        List<EncoderOutput.Plane> planes = new ArrayList<>();
        int index = 0;
        boolean whole = true;
        for (JsonNode plane : output.path("planes")) {
            String key = "output.planes[" + index++ + "]";
            if (!plane.has("quantizer")) {
                if (!plane.has("vocabulary")) {
                    mistakes.add(key + ".vocabulary: is missing; one more than the largest id of the graph");
                }
                planes.add(new EncoderOutput.Plane.OfGraph(plane.path("output").asText()));
                continue;
            }
            Optional<EncoderOutput.Plane.Quantized> quantized = new QuantizerReader(key, plane, files, mistakes).read();
            whole &= quantized.isPresent();
            quantized.ifPresent(planes::add);
        }
        return whole ? Optional.of(new EncoderOutput.Planes(planes)) : Optional.empty();
    }

    private TokenContract.Payload payload(EncoderOutput made) {
        JsonNode output = root.path("output");
        if (made instanceof EncoderOutput.Vectors vectors) {
            boolean whole = output.path("vectors").path("stored").asText().equals("float32");
            return new TokenContract.Payload.Embeddings(
                    vectors.features().dimension(), whole ? ElementType.FLOAT32 : ElementType.FLOAT16);
        }
        List<TokenContract.Plane> planes = new ArrayList<>();
        List<EncoderOutput.Plane> sources = ((EncoderOutput.Planes) made).planes();
        for (int i = 0; i < sources.size(); i++) {
            JsonNode node = output.path("planes").path(i);
            int vocabulary = sources.get(i) instanceof EncoderOutput.Plane.Quantized quantized
                    ? quantized.quantizer().codebookSize(0)
                    : node.path("vocabulary").asInt();
            if (node.has("vocabulary") && node.path("vocabulary").asInt() != vocabulary) {
                mistakes.add("output.planes[" + i + "].vocabulary: is " + node.path("vocabulary")
                        + ", and the quantizer has " + vocabulary + "; leave it out");
            }
            planes.add(new TokenContract.Plane(node.path("name").asText(), vocabulary));
        }
        return new TokenContract.Payload.Ids(planes);
    }

    private static Optional<Selection> selection(JsonNode node) {
        return node.isObject()
                ? Optional.of(new Selection(
                        node.path("mode").asText().equals("seeded") ? PatchSelection.SEEDED : PatchSelection.ARGMAX,
                        node.path("logits").asText(),
                        Optional.ofNullable(node.path("mask").textValue()),
                        Optional.ofNullable(node.path("noise").textValue())))
                : Optional.empty();
    }
}
