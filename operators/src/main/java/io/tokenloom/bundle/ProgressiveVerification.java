package io.tokenloom.bundle;

import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.media.ImageDecoder;
import io.tokenloom.media.MediaLimits;
import io.tokenloom.media.RgbImage;
import io.tokenloom.model.DeviceSettings;
import io.tokenloom.model.ModelException;
import io.tokenloom.model.SharedModels;
import io.tokenloom.vision.ProgressiveModel;
import io.tokenloom.vision.ProgressiveTokenizer;
import io.tokenloom.vision.StepRequest;
import io.tokenloom.vision.StepResult;
import io.tokenloom.vision.TokenBudget;
import io.tokenloom.vision.VisualState;
import io.tokenloom.vision.VisualTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One check of one visual bundle, from its manifest to its golden pictures; goes on after a mistake as far as it can. */
final class ProgressiveVerification {
    private static final TokenBudget ALL = new TokenBudget.Fixed(Integer.MAX_VALUE);

    private final BundleFiles files;
    private final DeviceSettings settings;
    private final List<String> mistakes;
    private final List<SharedModels.Lease> leases = new ArrayList<>();
    private final List<GoldenRun> runs = new ArrayList<>();
    private final ImageDecoder images = new ImageDecoder(MediaLimits.DEFAULTS);

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
            for (GoldenStream.Frame frame : manifest.golden().get(i).frames()) {
                listed.require("golden[" + i + "].frames", frame.image(), mistakes);
            }
        }
        // A graph that is not the one of the manifest is not loaded.
        if (!mistakes.isEmpty()) {
            return Optional.empty();
        }
        Optional<SharedModels.Lease> encoder = load(listed, manifest, manifest.encoderFile());
        Optional<SharedModels.Lease> decoder = load(listed, manifest, manifest.decoderFile());
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
        for (int i = 0; i < manifest.golden().size(); i++) {
            checkGolden("golden[" + i + "]: ", manifest.golden().get(i), listed, tokenizer);
        }
        return Optional.of(new Verified(manifest, yaml.text(), tokenizer, List.copyOf(leases), List.copyOf(runs)));
    }

    private Optional<SharedModels.Lease> load(ListedFiles listed, ProgressiveManifest manifest, String path) {
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

    private void checkGolden(String name, GoldenStream golden, ListedFiles listed, ProgressiveTokenizer tokenizer) {
        int equal = 0;
        int all = 0;
        VisualState state = tokenizer.start();
        for (GoldenStream.Frame frame : golden.frames()) {
            try {
                RgbImage picture = images.decode(listed.content(frame.image()).orElseThrow());
                StepRequest request =
                        new StepRequest(tokenizer.prepare(picture), state, ALL, true, StepRequest.NO_LOTS);
                StepResult result = tokenizer.step(List.of(request)).get(0);
                if (result instanceof StepResult.Refused refused) {
                    throw refused.why();
                }
                StepResult.Made made = (StepResult.Made) result;
                runs.add(new GoldenRun(request, made));
                int[] ids = ((VisualTokens.Ids) made.tokens()).planes()[0];
                state = made.next();
                all += ids.length;
                for (int i = 0; i < Math.min(ids.length, frame.ids().size()); i++) {
                    equal += ids[i] == frame.ids().get(i) ? 1 : 0;
                }
            } catch (TokenizationException e) {
                mistakes.add(name + frame.image() + ": " + e.getMessage());
                return;
            }
        }
        if (equal < golden.agreement() * all) {
            mistakes.add(String.format(
                    Locale.ROOT,
                    "%s%d of %d ids are those of the manifest, fewer than %.0f %%: this is another model, another"
                            + " preprocessing, or a processor that computes otherwise",
                    name,
                    equal,
                    all,
                    100 * golden.agreement()));
        }
    }
}
