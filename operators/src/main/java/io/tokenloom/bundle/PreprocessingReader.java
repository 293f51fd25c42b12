package io.tokenloom.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenloom.vision.preprocessing.CenterCropArr;
import io.tokenloom.vision.preprocessing.ColourOrder;
import io.tokenloom.vision.preprocessing.CropRounding;
import io.tokenloom.vision.preprocessing.Normalisation;
import io.tokenloom.vision.preprocessing.PerColour;
import io.tokenloom.vision.preprocessing.Preprocessing;
import io.tokenloom.vision.preprocessing.Resampling;
import io.tokenloom.vision.preprocessing.Rescale;
import io.tokenloom.vision.preprocessing.ShortSideCrop;
import io.tokenloom.vision.preprocessing.Sizing;
import io.tokenloom.vision.preprocessing.Stretch;
import io.tokenloom.vision.preprocessing.StretchArea;
import io.tokenloom.vision.preprocessing.TensorLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads {@code input.preprocessing} of a manifest that its schema accepted. */
final class PreprocessingReader {
    private static final String KEY = "input.preprocessing";
    private static final float EIGHT_BITS = 255;

    private final JsonNode node;
    private final List<String> mistakes;

    private PreprocessingReader(JsonNode node, List<String> mistakes) {
        this.node = node;
        this.mistakes = mistakes;
    }

    /** @param mistakes gets why there is none */
    static Optional<Preprocessing> read(JsonNode node, List<String> mistakes) {
        PreprocessingReader reader = new PreprocessingReader(node, mistakes);
        return reader.sizing().map(sizing -> new Preprocessing(sizing, reader.normalisation()));
    }

    private Optional<Sizing> sizing() {
        int width = node.path("width").asInt();
        int height = node.path("height").asInt();
        String name = node.path("sizing").asText();
        return switch (name) {
            case Stretch.NAME -> resampling().map(how -> new Stretch(width, height, how));
            case ShortSideCrop.NAME -> resampling().flatMap(how -> shortSideCrop(width, height, how));
            case CenterCropArr.NAME -> {
                if (width != height) {
                    mistakes.add(KEY + ": " + name + " makes squares, and the size is " + width + "x" + height);
                    yield Optional.empty();
                }
                yield Optional.of(new CenterCropArr(width));
            }
            default -> Optional.of(new StretchArea(width, height));
        };
    }

    private Optional<Resampling> resampling() {
        String name = node.path("resampling").asText();
        Optional<Resampling> found = Resampling.named(name);
        if (found.isEmpty()) {
            mistakes.add(KEY + ".resampling: " + (name.isEmpty() ? "is missing" : "there is no " + name)
                    + "; it is one of "
                    + Arrays.stream(Resampling.values())
                            .map(Resampling::manifestName)
                            .toList());
        }
        return found;
    }

    private Optional<Sizing> shortSideCrop(int width, int height, Resampling resampling) {
        CropRounding rounding = node.path("cropRounding").asText("half-even").equals("floor")
                ? CropRounding.FLOOR
                : CropRounding.HALF_EVEN;
        int shortSide = node.path("shortSide").asInt(Math.max(width, height));
        try {
            return Optional.of(new ShortSideCrop(shortSide, width, height, resampling, rounding));
        } catch (IllegalArgumentException e) {
            mistakes.add(KEY + ".shortSide: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Normalisation normalisation() {
        Rescale rescale = node.has("multiplyBy")
                ? new Rescale.Multiplication(node.path("multiplyBy").asDouble())
                : new Rescale.Division((float) node.path("divideBy").asDouble(EIGHT_BITS));
        if (node.has("multiplyBy") && node.has("divideBy")) {
            mistakes.add(KEY + ": divideBy and multiplyBy are both there; leave one out");
        }
        try {
            return new Normalisation(
                    rescale,
                    colours("mean", 0),
                    colours("std", 1),
                    node.path("colour").asText().equals(ColourOrder.BGR.manifestName())
                            ? ColourOrder.BGR
                            : ColourOrder.RGB,
                    node.path("layout").asText().equals(TensorLayout.NHWC.manifestName())
                            ? TensorLayout.NHWC
                            : TensorLayout.NCHW);
        } catch (IllegalArgumentException e) {
            mistakes.add(KEY + ".std: " + e.getMessage());
            return Normalisation.zeroToOne();
        }
    }

    private PerColour colours(String key, float absent) {
        JsonNode three = node.path(key);
        return three.isArray()
                ? new PerColour(
                        (float) three.path(0).asDouble(), (float) three.path(1).asDouble(), (float)
                                three.path(2).asDouble())
                : PerColour.all(absent);
    }
}
