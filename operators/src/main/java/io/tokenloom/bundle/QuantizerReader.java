package io.tokenloom.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenloom.vision.encoder.EncoderOutput;
import io.tokenloom.vision.encoder.EncoderOutput.Features;
import io.tokenloom.vision.encoder.EncoderOutput.Layout;
import io.tokenloom.vision.quantization.CodeTable;
import io.tokenloom.vision.quantization.Codebook;
import io.tokenloom.vision.quantization.CodebookFileException;
import io.tokenloom.vision.quantization.FiniteScalar;
import io.tokenloom.vision.quantization.MultiScaleResidual;
import io.tokenloom.vision.quantization.NearestCode;
import io.tokenloom.vision.quantization.Normalisation;
import io.tokenloom.vision.quantization.Quantizer;
import io.tokenloom.vision.quantization.SharedDual;
import io.tokenloom.vision.quantization.SignBits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the quantizer of a plane of a manifest that its schema accepted. */
final class QuantizerReader {
    private final String key;
    private final String output;
    private final JsonNode node;
    private final ListedFiles files;
    private final List<String> mistakes;

    /**
     * @param key of the plane, for messages
     * @param plane the plane
     * @param mistakes gets what is wrong
     */
    QuantizerReader(String key, JsonNode plane, ListedFiles files, List<String> mistakes) {
        this.key = key + ".quantizer";
        this.output = plane.path("output").asText();
        this.node = plane.path("quantizer");
        this.files = files;
        this.mistakes = mistakes;
    }

    /** Empty where there are mistakes. */
    Optional<EncoderOutput.Plane.Quantized> read() {
        try {
            return switch (node.path("kind").asText()) {
                case "nearest" -> codebook("tensor", node).map(book -> plane(new NearestCode(book, normalisation())));
                case "finite-scalar" -> Optional.of(plane(finiteScalar()));
                case "sign-bits" -> Optional.of(plane(signBits()));
                case "multi-scale-residual" ->
                    codebook("tensor", node).map(book -> plane(scaled(new NearestCode(book, normalisation()))));
                default -> sharedDual();
            };
        } catch (IllegalArgumentException e) {
            mistakes.add(key + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private EncoderOutput.Plane.Quantized plane(Quantizer quantizer) {
        return new EncoderOutput.Plane.Quantized(
                List.of(new Features(output, quantizer.dimension(), layout())), quantizer);
    }

    private Layout layout() {
        return node.path("layout").asText().equals("channel-major") ? Layout.CHANNEL_MAJOR : Layout.TOKEN_MAJOR;
    }

    private Normalisation normalisation() {
        return switch (node.path("normalise").asText()) {
            case "features" -> Normalisation.FEATURES;
            case "features-and-codes" -> Normalisation.FEATURES_AND_CODES;
            default -> Normalisation.NONE;
        };
    }

    private FiniteScalar finiteScalar() {
        if (!node.has("levels")) {
            throw new IllegalArgumentException("levels are missing, such as [8, 8, 8, 5, 5, 5]");
        }
        FiniteScalar.Features features = node.path("features").asText().equals("codes")
                ? FiniteScalar.Features.CODES
                : FiniteScalar.Features.LATENTS;
        return new FiniteScalar(integers("levels"), features);
    }

    private SignBits signBits() {
        if (!node.has("bits")) {
            throw new IllegalArgumentException("bits is missing: the dimension of the features");
        }
        SignBits.Order order = node.path("bitOrder").asText().equals("first-lowest")
                ? SignBits.Order.FIRST_LOWEST
                : SignBits.Order.FIRST_HIGHEST;
        return new SignBits(node.path("bits").asInt(), order);
    }

    private List<Integer> integers(String name) {
        List<Integer> values = new ArrayList<>();
        node.path(name).forEach(value -> values.add(value.asInt()));
        return values;
    }

    private Quantizer scaled(CodeTable codes) {
        return new MultiScaleResidual(codes, integers("scales"));
    }

    private Optional<EncoderOutput.Plane.Quantized> sharedDual() {
        if (!node.has("second")) {
            throw new IllegalArgumentException("second is missing: output and tensor of the other table");
        }
        Optional<Codebook> first = codebook("tensor", node);
        Optional<Codebook> second = codebook("second.tensor", node.path("second"));
        if (first.isEmpty() || second.isEmpty()) {
            return Optional.empty();
        }
        SharedDual codes = new SharedDual(first.get(), second.get(), normalisation());
        return Optional.of(new EncoderOutput.Plane.Quantized(
                List.of(
                        new Features(output, first.get().dimension(), layout()),
                        new Features(
                                node.path("second").path("output").asText(),
                                second.get().dimension(),
                                layout())),
                node.has("scales") ? scaled(codes) : codes));
    }

    private Optional<Codebook> codebook(String name, JsonNode holder) {
        String path = node.path("codebook").asText();
        String tensor = holder.path("tensor").asText();
        if (path.isEmpty() || tensor.isEmpty()) {
            mistakes.add(key + ": codebook, a safetensors file, and " + name + ", a tensor in it, have to be named");
            return Optional.empty();
        }
        files.require(key + ".codebook", path, mistakes);
        try {
            return files.content(path).map(content -> Codebook.read(content, tensor));
        } catch (CodebookFileException e) {
            mistakes.add(key + ".codebook: " + path + ": " + e.getMessage());
            return Optional.empty();
        }
    }
}
