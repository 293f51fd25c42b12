package io.tokenloom.bundle;

import io.tokenloom.text.TextTokenizer;
import java.util.ArrayList;
import java.util.List;

/** A verified bundle of a text tokenizer. */
public final class TextBundle implements TokenizerBundle {
    /** The text bundles that come with this library, as locations. */
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
        TextVerification verification = new TextVerification(BundleFiles.at(location), mistakes);
        return verification
                .run()
                .map(v -> new TextBundle(v.manifest(), v.manifestYaml(), v.tokenizer()))
                .orElseThrow(() -> new BundleException(location, mistakes));
    }

    /** What the bundle says about itself. */
    public TextManifest manifest() {
        return manifest;
    }

    @Override
    public String name() {
        return manifest.name();
    }

    @Override
    public String version() {
        return manifest.version();
    }

    @Override
    public String modality() {
        return TextManifest.KIND;
    }

    @Override
    public String format() {
        return manifest.format().manifestName();
    }

    @Override
    public int vocabularySize() {
        return tokenizer.vocabularySize();
    }

    @Override
    public boolean lossless() {
        return tokenizer.lossless();
    }

    @Override
    public int goldenItems() {
        return manifest.golden().size();
    }

    @Override
    public String licence() {
        return manifest.licence();
    }

    @Override
    public String manifestYaml() {
        return manifestYaml;
    }

    @Override
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
