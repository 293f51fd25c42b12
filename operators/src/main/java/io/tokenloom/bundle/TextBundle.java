package io.tokenloom.bundle;

import io.tokenloom.text.TextTokenizer;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A verified tokenizer bundle. Opening one checks its manifest, the hash of every file, the tokenizer itself and every
 * golden item, so one that opens gives the ids that its author saw.
 *
 * <p>Thread-safe. Owns the tokenizer, native memory included: {@link #close()} it after the last use; closing again does
 * nothing.
 */
public final class TextBundle implements AutoCloseable {
    /** What a location starts with that names a bundle of this library. */
    public static final String BUILT_IN_PREFIX = "builtin:";

    /** The bundles that come with this library, as locations. */
    public static final List<String> BUILT_IN = List.of("builtin:o200k_base", "builtin:cl100k_base");

    private final TextManifest manifest;
    private final String manifestYaml;
    private final Fingerprint fingerprint;
    private final TextTokenizer tokenizer;

    private TextBundle(TextManifest manifest, String manifestYaml, TextTokenizer tokenizer) {
        this.manifest = manifest;
        this.manifestYaml = manifestYaml;
        this.fingerprint = Fingerprint.of(manifest);
        this.tokenizer = tokenizer;
    }

    /**
     * Opens and verifies a bundle.
     *
     * @param location {@code builtin:NAME} or the path of a folder that holds {@code bundle.yaml}
     * @throws BundleException with all mistakes at once
     */
    public static TextBundle open(String location) {
        List<String> mistakes = new ArrayList<>();
        BundleVerification verification = new BundleVerification(files(location), mistakes);
        return verification
                .run()
                .map(v -> new TextBundle(v.manifest(), v.manifestYaml(), v.tokenizer()))
                .orElseThrow(() -> new BundleException(location, mistakes));
    }

    private static BundleFiles files(String location) {
        if (location.startsWith(BUILT_IN_PREFIX)) {
            if (!BUILT_IN.contains(location)) {
                throw new BundleException(
                        location,
                        List.of("there is no built-in bundle of this name; there are " + String.join(", ", BUILT_IN)));
            }
            return new BundleFiles.BuiltIn(location.substring(BUILT_IN_PREFIX.length()));
        }
        try {
            return new BundleFiles.Folder(Path.of(location));
        } catch (InvalidPathException e) {
            throw new BundleException(location, List.of("the location is not a path: " + e.getReason()));
        }
    }

    /** What the bundle says about itself. */
    public TextManifest manifest() {
        return manifest;
    }

    /** {@code bundle.yaml} as it was written. */
    public String manifestYaml() {
        return manifestYaml;
    }

    /** Identity of everything that changes ids. */
    public Fingerprint fingerprint() {
        return fingerprint;
    }

    /** The tokenizer; it lives as long as this bundle is open. */
    public TextTokenizer tokenizer() {
        return tokenizer;
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
