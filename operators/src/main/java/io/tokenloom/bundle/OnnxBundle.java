package io.tokenloom.bundle;

import io.tokenloom.model.DeviceSettings;
import io.tokenloom.model.SharedModels;
import io.tokenloom.vision.PictureDecoder;
import io.tokenloom.vision.VisualTokenizer;
import io.tokenloom.vision.encoder.EncoderTokenizer;
import io.tokenloom.vision.quantization.CodeTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A verified bundle of a visual tokenizer that is an ONNX encoder, whatever its shape. */
public final class OnnxBundle implements VisualBundle {
    private final OnnxVerification.Verified verified;

    private OnnxBundle(OnnxVerification.Verified verified) {
        this.verified = verified;
    }

    /**
     * Opens and verifies a bundle.
     *
     * @param location the path of a folder that holds {@code bundle.yaml}
     * @throws BundleException with all mistakes at once
     */
    public static OnnxBundle open(String location, DeviceSettings settings) {
        List<String> mistakes = new ArrayList<>();
        return new OnnxVerification(BundleFiles.at(location), settings, mistakes)
                .run()
                .map(OnnxBundle::new)
                .orElseThrow(() -> new BundleException(location, mistakes));
    }

    /** What the bundle says about itself. */
    public OnnxManifest manifest() {
        return verified.manifest();
    }

    @Override
    public VisualTokenizer tokenizer() {
        return verified.tokenizer();
    }

    @Override
    public Optional<PictureDecoder> decoder() {
        return verified.decoder().map(decoder -> decoder);
    }

    @Override
    public Map<String, CodeTable> codeTables() {
        return verified.tokenizer() instanceof EncoderTokenizer encoder ? encoder.codeTables() : Map.of();
    }

    @Override
    public List<Integer> batches() {
        return manifest().oneByOne() ? List.of() : manifest().batches();
    }

    @Override
    public List<String> batchMistakes() {
        return new BatchInvariance(manifest().batches(), manifest().tolerance())
                .mistakes(verified.tokenizer(), verified.golden());
    }

    @Override
    public String name() {
        return manifest().name();
    }

    @Override
    public String version() {
        return manifest().version();
    }

    @Override
    public String format() {
        return OnnxManifest.FORMAT;
    }

    @Override
    public int goldenItems() {
        return manifest().golden().size();
    }

    @Override
    public String licence() {
        return manifest().licence();
    }

    @Override
    public String manifestYaml() {
        return verified.manifestYaml();
    }

    @Override
    public Fingerprint fingerprint() {
        return verified.fingerprint();
    }

    @Override
    public void close() {
        verified.leases().forEach(SharedModels.Lease::close);
    }
}
