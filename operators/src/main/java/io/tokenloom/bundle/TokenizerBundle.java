package io.tokenloom.bundle;

import io.tokenloom.model.Device;
import java.util.ArrayList;
import java.util.List;

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
    List<String> BUILT_IN = List.of("builtin:o200k_base", "builtin:cl100k_base", "builtin:visual-reference");

    /**
     * Opens and verifies a bundle of any kind.
     *
     * @param location {@code builtin:NAME} or the path of a folder that holds {@code bundle.yaml}
     * @param device where its models run, if it has any
     * @throws BundleException with all mistakes at once
     */
    static TokenizerBundle open(String location, Device device) {
        List<String> mistakes = new ArrayList<>();
        boolean visual = ManifestYaml.of(BundleFiles.at(location), mistakes)
                .filter(manifest -> manifest.kind().equals(VisualManifest.KIND))
                .isPresent();
        return visual ? VisualBundle.open(location, device) : TextBundle.open(location);
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
