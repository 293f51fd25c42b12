package io.tokenloom.bundle;

import io.tokenloom.model.Device;
import io.tokenloom.model.SharedModels;
import io.tokenloom.vision.ProgressiveTokenizer;
import java.util.ArrayList;
import java.util.List;

/**
 * A verified bundle of a progressive visual tokenizer. Its models are shared with all other bundles of this process that
 * have the same graphs on the same device.
 */
public final class VisualBundle implements TokenizerBundle {
    private final VisualManifest manifest;
    private final String manifestYaml;
    private final Fingerprint fingerprint;
    private final ProgressiveTokenizer tokenizer;
    private final List<SharedModels.Lease> leases;

    private VisualBundle(VisualVerification.Verified verified) {
        this.manifest = verified.manifest();
        this.manifestYaml = verified.manifestYaml();
        this.fingerprint = Fingerprint.of(manifest);
        this.tokenizer = verified.tokenizer();
        this.leases = verified.leases();
    }

    /**
     * Opens and verifies a bundle.
     *
     * @param location {@code builtin:NAME} or the path of a folder that holds {@code bundle.yaml}
     * @throws BundleException with all mistakes at once
     */
    public static VisualBundle open(String location, Device device) {
        List<String> mistakes = new ArrayList<>();
        return new VisualVerification(BundleFiles.at(location), device, mistakes)
                .run()
                .map(VisualBundle::new)
                .orElseThrow(() -> new BundleException(location, mistakes));
    }

    /** What the bundle says about itself. */
    public VisualManifest manifest() {
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
        return VisualManifest.KIND;
    }

    @Override
    public String format() {
        return VisualManifest.FORMAT;
    }

    @Override
    public int vocabularySize() {
        return manifest.shape().codebookSize();
    }

    @Override
    public boolean lossless() {
        return false;
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
    public ProgressiveTokenizer tokenizer() {
        return tokenizer;
    }

    @Override
    public void close() {
        leases.forEach(SharedModels.Lease::close);
    }
}
