package io.tokenloom.vision.preprocessing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the {@code preprocessor_config.json} that lies beside a model of Hugging Face, unchanged. What it leaves out has
 * the default of its type, as in transformers' processors on Pillow and NumPy. What would change a pixel and is not known
 * here is refused. A picture is RGB already, so {@code do_convert_rgb} has nothing to do. Thread-safe.
 */
public final class PreprocessorConfig {
    private static final JsonMapper JSON = new JsonMapper();
    private static final double RESCALE_FACTOR = 1 / 255.0;
    private static final Map<Integer, Resampling> RESAMPLINGS = Map.of(
            0, Resampling.PIL_NEAREST,
            1, Resampling.PIL_LANCZOS,
            2, Resampling.PIL_BILINEAR,
            3, Resampling.PIL_BICUBIC,
            4, Resampling.PIL_BOX);
    /** Keys that change no pixel of an RGB picture. */
    private static final Set<String> HARMLESS = Set.of(
            "image_processor_type",
            "feature_extractor_type",
            "processor_class",
            "do_convert_rgb",
            "return_tensors",
            "device",
            "input_data_format",
            "_valid_processor_keys");

    private static final Set<String> KNOWN = Set.of(
            "do_resize",
            "size",
            "resample",
            "do_center_crop",
            "crop_size",
            "crop_pct",
            "do_rescale",
            "rescale_factor",
            "do_normalize",
            "image_mean",
            "image_std",
            "data_format");

    private PreprocessorConfig() {}

    /**
     * Empty when something is wrong with it.
     *
     * @param mistakes gets all that is wrong, each with its cure
     */
    public static Optional<Preprocessing> read(byte[] json, List<String> mistakes) {
        List<String> found = new ArrayList<>();
        Optional<Preprocessing> read = root(json, found).flatMap(root -> preprocessing(root, found));
        mistakes.addAll(found);
        return found.isEmpty() ? read : Optional.empty();
    }

    private static Optional<JsonNode> root(byte[] json, List<String> mistakes) {
        try {
            JsonNode root = JSON.readTree(json);
            if (root != null && root.isObject()) {
                return Optional.of(root);
            }
            mistakes.add("it is not a JSON object; give the preprocessor_config.json of the model");
        } catch (JsonProcessingException e) {
            mistakes.add("it is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new AssertionError("bytes in memory can be read", e);
        }
        return Optional.empty();
    }

    private static Optional<Preprocessing> preprocessing(JsonNode root, List<String> mistakes) {
        String type = root.path("image_processor_type")
                .asText(root.path("feature_extractor_type").asText());
        Optional<ProcessorType> processor = ProcessorType.named(type);
        if (processor.isEmpty()) {
            mistakes.add("image_processor_type is \"" + type + "\"; known are " + ProcessorType.names()
                    + ". Those that end in Fast scale with torchvision, whose values are not quite Pillow's: name the other"
                    + " one only if the model was made with it");
        }
        root.properties().forEach(field -> {
            if (!field.getValue().isNull() && !HARMLESS.contains(field.getKey()) && !KNOWN.contains(field.getKey())) {
                mistakes.add(field.getKey() + " is " + field.getValue() + ", and what it does is not known here;"
                        + " take it out if it changes no pixel");
            }
        });
        return processor.map(known -> preprocessing(new ConfigFields(root, mistakes), known));
    }

    private static Preprocessing preprocessing(ConfigFields fields, ProcessorType type) {
        Sizing sizing = type.sizing(fields, resampling(fields, type));
        double factor = fields.flag("do_rescale", true) ? fields.number("rescale_factor", RESCALE_FACTOR) : 1;
        PerColour mean = PerColour.all(0);
        PerColour deviation = PerColour.all(1);
        if (fields.flag("do_normalize", true)) {
            mean = fields.perColour("image_mean", type.mean());
            deviation = fields.deviation("image_std", type.deviation());
        }
        TensorLayout layout =
                switch (fields.text("data_format", "channels_first")) {
                    case "channels_first" -> TensorLayout.NCHW;
                    case "channels_last" -> TensorLayout.NHWC;
                    default ->
                        fields.wrong("data_format", "channels_first and channels_last are known", TensorLayout.NCHW);
                };
        return new Preprocessing(
                sizing,
                new Normalisation(new Rescale.Multiplication(factor), mean, deviation, ColourOrder.RGB, layout));
    }

    private static Resampling resampling(ConfigFields fields, ProcessorType type) {
        int number = fields.integer("resample", type.resample());
        Resampling resampling = RESAMPLINGS.get(number);
        return resampling != null
                ? resampling
                : fields.wrong(
                        "resample",
                        "known are 0 nearest, 1 lanczos, 2 bilinear, 3 bicubic and 4 box",
                        Resampling.PIL_BICUBIC);
    }
}
