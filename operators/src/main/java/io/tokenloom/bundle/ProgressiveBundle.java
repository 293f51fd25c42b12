package io.tokenloom.bundle;

import io.tokenloom.model.Device;
import io.tokenloom.model.DeviceSettings;
import io.tokenloom.model.SharedModels;
import io.tokenloom.vision.PictureDecoder;
import io.tokenloom.vision.ProgressiveDecoder;
import io.tokenloom.vision.ProgressiveTokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A verified bundle of a progressive visual tokenizer. Its models are shared with all other bundles of this process that
 * have the same graphs on the same device.
 */
public final class ProgressiveBundle implements VisualBundle {
    private final ProgressiveManifest manifest;
    private final String manifestYaml;
    private final Fingerprint fingerprint;
    private final ProgressiveTokenizer tokenizer;
    private final List<SharedModels.Lease> leases;
    private final List<GoldenRun> golden;

    private ProgressiveBundle(ProgressiveVerification.Verified verified) {
        this.manifest = verified.manifest();
        this.manifestYaml = verified.manifestYaml();
        this.fingerprint = Fingerprint.of(manifest);
        this.tokenizer = verified.tokenizer();
        this.leases = verified.leases();
        this.golden = verified.golden();
    }

    /** {@link #open(String, DeviceSettings)} with the settings that a device has of itself. */
    public static ProgressiveBundle open(String location, Device device) {
        return open(location, DeviceSettings.of(device));
    }

    /**
     * Opens and verifies a bundle.
     *
     * @param location {@code builtin:NAME} or the path of a folder that holds {@code bundle.yaml}
     * @throws BundleException with all mistakes at once
     */
    public static ProgressiveBundle open(String location, DeviceSettings settings) {
        List<String> mistakes = new ArrayList<>();
        return new ProgressiveVerification(BundleFiles.at(location), settings, mistakes)
                .run()
                .map(ProgressiveBundle::new)
                .orElseThrow(() -> new BundleException(location, mistakes));
    }

    /** What the bundle says about itself. */
    public ProgressiveManifest manifest() {
        return manifest;
    }

    @Override
    public Optional<PictureDecoder> decoder() {
        return Optional.of(new ProgressiveDecoder(tokenizer.model()));
    }

    @Override
    public List<Integer> batches() {
        return BatchInvariance.OF_IDS.sizes();
    }

    @Override
    public List<String> batchMistakes() {
        return BatchInvariance.OF_IDS.mistakes(tokenizer, golden);
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
    public String format() {
        return ProgressiveManifest.FORMAT;
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

    @Override
    public ProgressiveTokenizer tokenizer() {
        return tokenizer;
    }

    @Override
    public void close() {
        leases.forEach(SharedModels.Lease::close);
    }
}
