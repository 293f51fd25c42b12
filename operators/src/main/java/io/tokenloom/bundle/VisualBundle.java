package io.tokenloom.bundle;

import io.tokenloom.model.Device;
import io.tokenloom.model.DeviceSettings;
import io.tokenloom.vision.PictureDecoder;
import io.tokenloom.vision.VisualTokenizer;
import io.tokenloom.vision.quantization.CodeTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A verified bundle of a tokenizer of pictures. Its models are shared with all other bundles of this process that have the
 * same graphs on the same device.
 */
public sealed interface VisualBundle extends TokenizerBundle permits ProgressiveBundle, OnnxBundle {
    /** What the manifest of such a bundle says about its kind. */
    String KIND = "visual";

    /** {@link #open(String, DeviceSettings)} with the settings that a device has of itself. */
    static VisualBundle open(String location, Device device) {
        return open(location, DeviceSettings.of(device));
    }

    /**
     * Opens and verifies a bundle.
     *
     * @param location {@code builtin:NAME} or the path of a folder that holds {@code bundle.yaml}
     * @throws BundleException with all mistakes at once
     */
    static VisualBundle open(String location, DeviceSettings settings) {
        TokenizerBundle bundle = TokenizerBundle.open(location, settings);
        if (bundle instanceof VisualBundle visual) {
            return visual;
        }
        bundle.close();
        throw new BundleException(
                location, List.of("it is a tokenizer of kind " + bundle.modality() + ", not of pictures"));
    }

    /** The tokenizer; it lives as long as this bundle is open. */
    VisualTokenizer tokenizer();

    /** The way back to pictures, where there is one; it lives as long as this bundle is open. */
    Optional<PictureDecoder> decoder();

    /**
     * The table of codes of each plane of ids that has one, by the plane's name; none where codes are computed or within
     * the graph.
     */
    default Map<String, CodeTable> codeTables() {
        return Map.of();
    }

    /** Sizes of batches that {@link #batchMistakes()} tries; none where pictures go in one by one. */
    List<Integer> batches();

    /**
     * Tokenizes the golden pictures in batches.
     *
     * @return how the tokens of a picture depend on who shares its batch, empty where they don't
     */
    List<String> batchMistakes();

    @Override
    default String modality() {
        return KIND;
    }

    @Override
    default int vocabularySize() {
        return tokenizer().contract().vocabularySize();
    }

    @Override
    default boolean lossless() {
        return false;
    }
}
