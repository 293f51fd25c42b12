package io.tokenloom.bundle;

import io.tokenloom.model.Device;
import io.tokenloom.model.DeviceSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A verified tokenizer bundle. Opening one checks its manifest, the hash of every file, the tokenizer itself and every
 * golden item, so one that opens gives the ids that its author saw.
 *
 * <p>Thread-safe. Owns its tokenizer, native memory included: {@link #close()} it after the last use; closing again does
 * nothing.
 */
public sealed interface TokenizerBundle extends AutoCloseable permits TextBundle, VisualBundle {
    /** What a location starts with that names a bundle of this library. */
    String BUILT_IN_PREFIX = "builtin:";

    /** The bundles that come with this library, as locations. */
    List<String> BUILT_IN = List.of(
            "builtin:o200k_base",
            "builtin:cl100k_base",
            "builtin:hat",
            "builtin:visual-reference",
            "builtin:visual-reference-256");

    /** {@link #open(String, DeviceSettings)} with the settings that a device has of itself. */
    static TokenizerBundle open(String location, Device device) {
        return open(location, DeviceSettings.of(device));
    }

    /**
     * Opens and verifies a bundle of any kind.
     *
     * @param location {@code builtin:NAME} or the path of a folder that holds {@code bundle.yaml}
     * @param settings where its models run, if it has any
     * @throws BundleException with all mistakes at once
     */
    static TokenizerBundle open(String location, DeviceSettings settings) {
        List<String> mistakes = new ArrayList<>();
        Optional<ManifestYaml> manifest = ManifestYaml.of(BundleFiles.at(location), mistakes);
        if (manifest.filter(yaml -> yaml.kind().equals(VisualBundle.KIND)).isEmpty()) {
            return TextBundle.open(location);
        }
        return manifest.get().format().equals(OnnxManifest.FORMAT)
                ? OnnxBundle.open(location, settings)
                : ProgressiveBundle.open(location, settings);
    }

    /**
     * The fingerprint that a bundle will have if it opens, by its manifest alone: to find one among several without opening
     * them all. Empty where the manifest can't be read or has mistakes, and where it takes the files themselves to tell.
     */
    static Optional<Fingerprint> claimedFingerprint(String location) {
        return ClaimedFingerprint.of(location);
    }

    /** Short name, for people and for routes. */
    String name();

    /** The author's version. */
    String version();

    /** What it tokenizes: {@code text} or {@code visual}. */
    String modality();

    /** What its files are, by the name in the manifest. */
    String format();

    /** One more than the largest id. */
    int vocabularySize();

    /** Whether decoded ids give back every item. */
    boolean lossless();

    /** Items whose ids were compared with the author's. */
    int goldenItems();

    /** Licence of the files, an SPDX expression where there is one. */
    String licence();

    /** {@code bundle.yaml} as it was written. */
    String manifestYaml();

    /** Identity of everything that changes ids. */
    Fingerprint fingerprint();

    @Override
    void close();
}
