package io.tokenloom.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.model.DeviceSettings;
import io.tokenloom.model.ModelException;
import io.tokenloom.model.OnnxModel;
import io.tokenloom.model.SharedModels;
import io.tokenloom.vision.VisualTokenizer;
import io.tokenloom.vision.VisualTokens;
import io.tokenloom.vision.encoder.EncoderTokenizer;
import io.tokenloom.vision.encoder.IdsDecoder;
import io.tokenloom.vision.preprocessing.Preprocessing;
import io.tokenloom.vision.preprocessing.PreprocessorConfig;
import io.tokenloom.vision.temporal.TemporalTokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One check of one ONNX encoder, from its manifest to its golden pictures; goes on after a mistake as far as it can. */
final class OnnxVerification {
    /** For keys and values of streams whose state is kept as frames: many streams of a small model, a few of a large one. */
    private static final long CACHE_BYTES = 256L * 1024 * 1024;

    private final BundleFiles files;
    private final DeviceSettings settings;
    private final List<String> mistakes;
    private final List<SharedModels.Lease> leases = new ArrayList<>();

    OnnxVerification(BundleFiles files, DeviceSettings settings, List<String> mistakes) {
        this.files = files;
        // Some of these graphs are large and have few nodes: running them is dear, planning is not.
        this.settings = settings.withRuns(DeviceSettings.Runs.MANY);
        this.mistakes = mistakes;
    }

    record Verified(
            OnnxManifest manifest,
            String manifestYaml,
            Fingerprint fingerprint,
            VisualTokenizer tokenizer,
            Optional<IdsDecoder> decoder,
            List<SharedModels.Lease> leases,
            List<GoldenRun> golden) {}

    /** What a manifest says of its graph: the mistakes that the graph makes of it, and the tokenizer. */
    private record Engine(Function<OnnxModel, List<String>> mistakes, Function<OnnxModel, VisualTokenizer> tokenizer) {}

    /** Empty when there are mistakes; then nothing is left open. */
    Optional<Verified> run() {
        Optional<Verified> verified = ManifestYaml.of(files, mistakes)
                .flatMap(yaml -> OnnxManifestReader.read(yaml, mistakes).flatMap(manifest -> check(yaml, manifest)));
        if (!mistakes.isEmpty()) {
            leases.forEach(SharedModels.Lease::close);
            return Optional.empty();
        }
        return verified;
    }

    private Optional<Verified> check(ManifestYaml yaml, OnnxManifest manifest) {
        ListedFiles listed = new ListedFiles(manifest.files(), files, mistakes);
        listed.require("engine.encoder", manifest.encoderFile(), mistakes);
        JsonNode decoder = yaml.root().path("decoder");
        if (decoder.isObject()) {
            listed.require("decoder.graph", decoder.path("graph").asText(), mistakes);
        }
        for (int i = 0; i < manifest.golden().size(); i++) {
            for (GoldenPictures.Frame frame : manifest.golden().get(i).frames()) {
                listed.require("golden[" + i + "].frames", frame.image(), mistakes);
            }
        }
        Optional<Engine> engine = engine(yaml.root(), listed, manifest);
        // A graph that is not the one of the manifest is not loaded.
        if (engine.isEmpty() || !mistakes.isEmpty()) {
            return Optional.empty();
        }
        return load(manifest, manifest.encoderFile(), listed)
                .flatMap(encoder -> check(yaml, manifest, listed, engine.get(), encoder));
    }

    private Optional<Verified> check(
            ManifestYaml yaml, OnnxManifest manifest, ListedFiles listed, Engine engine, OnnxModel encoder) {
        mistakes.addAll(engine.mistakes().apply(encoder));
        if (!mistakes.isEmpty()) {
            return Optional.empty();
        }
        VisualTokenizer tokenizer = engine.tokenizer().apply(encoder);
        List<GoldenRun> golden = new GoldenCheck(tokenizer, listed, mistakes).run(manifest.golden());
        if (mistakes.isEmpty() && !manifest.oneByOne()) {
            // That a graph can't batch at all has to be found before the first record.
            mistakes.addAll(new BatchInvariance(List.of(2), manifest.tolerance()).mistakes(tokenizer, golden));
        }
        Optional<IdsDecoder> decoder = decoder(yaml.root().path("decoder"), manifest, listed);
        if (mistakes.isEmpty()) {
            decoder.ifPresent(way -> checkWayBack(way, golden));
        }
        Map<String, String> sha256 =
                manifest.files().stream().collect(Collectors.toMap(BundleFile::path, BundleFile::sha256));
        return Optional.of(new Verified(
                manifest,
                yaml.text(),
                Fingerprint.of(new OnnxIdentity(yaml.root(), sha256)),
                tokenizer,
                decoder,
                List.copyOf(leases),
                golden));
    }

    private Optional<OnnxModel> load(OnnxManifest manifest, String path, ListedFiles listed) {
        byte[] onnx = listed.content(path).orElseThrow();
        try {
            SharedModels.Lease lease = SharedModels.ofThisProcess().lease(manifest.sha256(path), settings, () -> onnx);
            leases.add(lease);
            return Optional.of(lease.model());
        } catch (ModelException e) {
            mistakes.add(path + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<IdsDecoder> decoder(JsonNode node, OnnxManifest manifest, ListedFiles listed) {
        if (!node.isObject()) {
            return Optional.empty();
        }
        List<String> inputs = new ArrayList<>();
        node.path("inputs").forEach(input -> inputs.add(input.asText()));
        IdsDecoder.Values values = IdsDecoder.Values.valueOf(
                node.path("values").asText().toUpperCase(Locale.ROOT).replace('-', '_'));
        Optional<IdsDecoder> decoder = load(manifest, node.path("graph").asText(), listed)
                .map(model -> new IdsDecoder(model, inputs, node.path("image").asText(), values));
        decoder.ifPresent(way -> mistakes.addAll(way.mistakes()));
        return decoder;
    }

    /** The tokens of the golden pictures have to go through; how well they look is for a person to say. */
    private void checkWayBack(IdsDecoder decoder, List<GoldenRun> golden) {
        for (GoldenRun run : golden) {
            if (!(run.alone().tokens() instanceof VisualTokens.Ids ids)
                    || ids.planes().length != decoder.inputs().size()) {
                mistakes.add("decoder: it takes " + decoder.inputs().size()
                        + " planes of ids, and the encoder gives others");
                return;
            }
            try {
                decoder.after(ids, decoder.start());
            } catch (TokenizationException e) {
                mistakes.add("decoder: " + e.getMessage());
                return;
            }
        }
    }

    private Optional<Engine> engine(JsonNode root, ListedFiles listed, OnnxManifest manifest) {
        Optional<Preprocessing> preprocessing = preprocessing(root.path("input"), listed);
        if (root.has("state")) {
            return preprocessing.flatMap(how -> new TemporalSpecReader(root, mistakes)
                    .read()
                    .map(read -> new Engine(
                            read.spec()::mistakes,
                            model -> new TemporalTokenizer(
                                    model, read.spec(), read.contract(), how, manifest.oneByOne(), CACHE_BYTES))));
        }
        if (root.path("stills").path("steps").asInt(1) > 1) {
            mistakes.add("stills.steps: a graph without state says the same at every step; leave it out");
        }
        return preprocessing
                .flatMap(how -> new EncoderSpecReader(root, listed, mistakes).read(how))
                .map(spec ->
                        new Engine(spec::mistakes, model -> new EncoderTokenizer(model, spec, manifest.oneByOne())));
    }

    private Optional<Preprocessing> preprocessing(JsonNode input, ListedFiles listed) {
        String config = input.path("huggingFace").asText();
        if (config.isEmpty()) {
            return PreprocessingReader.read(input.path("preprocessing"), mistakes);
        }
        listed.require("input.huggingFace", config, mistakes);
        List<String> wrong = new ArrayList<>();
        Optional<Preprocessing> read = listed.content(config).flatMap(json -> PreprocessorConfig.read(json, wrong));
        wrong.forEach(mistake -> mistakes.add(config + ": " + mistake));
        return read;
    }
}
