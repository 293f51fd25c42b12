package io.tokenloom.bundle;

import io.tokenloom.model.DeviceSettings;
import io.tokenloom.model.ModelException;
import io.tokenloom.model.SharedModels;
import io.tokenloom.vision.ProgressiveModel;
import io.tokenloom.vision.ProgressiveTokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One check of one visual bundle, from its manifest to its golden pictures; goes on after a mistake as far as it can. */
final class ProgressiveVerification {
    private final BundleFiles files;
    private final DeviceSettings settings;
    private final List<String> mistakes;
    private final List<SharedModels.Lease> leases = new ArrayList<>();

    ProgressiveVerification(BundleFiles files, DeviceSettings settings, List<String> mistakes) {
        this.files = files;
        this.settings = settings;
        this.mistakes = mistakes;
    }

    record Verified(
            ProgressiveManifest manifest,
            String manifestYaml,
            ProgressiveTokenizer tokenizer,
            List<SharedModels.Lease> leases,
            List<GoldenRun> golden) {}

    /** Empty when there are mistakes; then nothing is left open. */
    Optional<Verified> run() {
        Optional<Verified> verified = ManifestYaml.of(files, mistakes)
                .flatMap(yaml ->
                        ProgressiveManifestReader.read(yaml, mistakes).flatMap(manifest -> check(yaml, manifest)));
        if (verified.isEmpty() || !mistakes.isEmpty()) {
            leases.forEach(SharedModels.Lease::close);
            return Optional.empty();
        }
        return verified;
    }

    private Optional<Verified> check(ManifestYaml yaml, ProgressiveManifest manifest) {
        ListedFiles listed = new ListedFiles(manifest.files(), files, mistakes);
        listed.require("engine.encoder", manifest.encoderFile(), mistakes);
        listed.require("engine.decoder", manifest.decoderFile(), mistakes);
        for (int i = 0; i < manifest.golden().size(); i++) {
            for (GoldenPictures.Frame frame : manifest.golden().get(i).frames()) {
                listed.require("golden[" + i + "].frames", frame.image(), mistakes);
            }
        }
        // A graph that is not the one of the manifest is not loaded.
        if (!mistakes.isEmpty()) {
            return Optional.empty();
        }
        Optional<SharedModels.Lease> encoder = load(listed, manifest, manifest.encoderFile(), settings);
        // Who tokenizes little may decode much, and the decoder is the smaller graph.
        Optional<SharedModels.Lease> decoder =
                load(listed, manifest, manifest.decoderFile(), settings.withRuns(DeviceSettings.Runs.MANY));
        if (encoder.isEmpty() || decoder.isEmpty()) {
            return Optional.empty();
        }
        ProgressiveModel model =
                new ProgressiveModel(encoder.get().model(), decoder.get().model(), manifest.shape());
        mistakes.addAll(model.mistakes());
        if (!mistakes.isEmpty()) {
            return Optional.empty();
        }
        ProgressiveTokenizer tokenizer =
                new ProgressiveTokenizer(model, manifest.preprocessing(), manifest.resets(), manifest.stillSteps());
        List<GoldenRun> golden = new GoldenCheck(tokenizer, listed, mistakes).run(manifest.golden());
        return Optional.of(new Verified(manifest, yaml.text(), tokenizer, List.copyOf(leases), golden));
    }

    private Optional<SharedModels.Lease> load(
            ListedFiles listed, ProgressiveManifest manifest, String path, DeviceSettings settings) {
        byte[] onnx = listed.content(path).orElseThrow();
        try {
            SharedModels.Lease lease = SharedModels.ofThisProcess().lease(manifest.sha256(path), settings, () -> onnx);
            leases.add(lease);
            return Optional.of(lease);
        } catch (ModelException e) {
            mistakes.add(path + ": " + e.getMessage());
            return Optional.empty();
        }
    }
}
