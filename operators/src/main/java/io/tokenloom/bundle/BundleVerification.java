package io.tokenloom.bundle;

import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.text.ControlToken;
import io.tokenloom.text.HuggingFaceTextTokenizer;
import io.tokenloom.text.SplitPattern;
import io.tokenloom.text.TextTokenizer;
import io.tokenloom.text.TiktokenTokenizer;
import io.tokenloom.text.TokenizerFileException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One check of one bundle, from its manifest to its golden items; goes on after a mistake as far as it can. */
final class BundleVerification {
    private final BundleFiles files;
    private final List<String> mistakes;
    private final Map<String, byte[]> contents = new HashMap<>();

    BundleVerification(BundleFiles files, List<String> mistakes) {
        this.files = files;
        this.mistakes = mistakes;
    }

    record Verified(TextManifest manifest, String manifestYaml, TextTokenizer tokenizer) {}

    /** Empty when there are mistakes. */
    Optional<Verified> run() {
        byte[] yaml;
        try {
            yaml = files.read(BundleFiles.MANIFEST);
        } catch (BundleFiles.Unreadable e) {
            mistakes.add(e.getMessage());
            return Optional.empty();
        }
        Optional<TextManifest> read = ManifestReader.read(yaml, mistakes);
        if (read.isEmpty()) {
            return Optional.empty();
        }
        TextManifest manifest = read.get();
        checkFiles(manifest);
        checkEngine(manifest);
        checkControlTokens(manifest);
        Optional<TextTokenizer> tokenizer = tokenizer(manifest);
        tokenizer.ifPresent(t -> checkTokenizer(manifest, t));
        if (mistakes.isEmpty()) {
            return tokenizer.map(t -> new Verified(manifest, new String(yaml, StandardCharsets.UTF_8), t));
        }
        tokenizer.ifPresent(TextTokenizer::close);
        return Optional.empty();
    }

    private void checkFiles(TextManifest manifest) {
        for (BundleFile file : manifest.files()) {
            if (contents.containsKey(file.path())) {
                mistakes.add("files: " + file.path() + " is listed more than once");
                continue;
            }
            try {
                byte[] content = files.read(file.path());
                contents.put(file.path(), content);
                String actual = Sha256.hexOf(content);
                // A hash of another shape is the schema's finding.
                if (file.sha256().length() == 64 && !actual.equals(file.sha256())) {
                    mistakes.add("files: " + file.path() + " has SHA-256 " + actual + ", the manifest says "
                            + file.sha256());
                }
            } catch (BundleFiles.Unreadable e) {
                mistakes.add("files: " + e.getMessage());
            }
        }
    }

    private void checkEngine(TextManifest manifest) {
        if (manifest.files().stream().noneMatch(f -> f.path().equals(manifest.tokenizerFile()))) {
            mistakes.add("engine.file: " + manifest.tokenizerFile() + " is not listed under files with its hash");
        }
        if (manifest.format() == EngineFormat.TIKTOKEN && manifest.pattern().isEmpty()) {
            mistakes.add("engine.pattern: tiktoken ranks need the name of their split pattern, one of "
                    + SplitPattern.names());
        }
        if (manifest.format() == EngineFormat.HUGGING_FACE && manifest.pattern().isPresent()) {
            mistakes.add("engine.pattern: a tokenizer.json says itself how text is split; leave the key out");
        }
    }

    private void checkControlTokens(TextManifest manifest) {
        Set<String> seen = new HashSet<>();
        for (ControlToken control : manifest.controlTokens()) {
            if (!seen.add(control.content())) {
                mistakes.add("controlTokens: " + control.content() + " is listed more than once");
            }
        }
    }

    private Optional<TextTokenizer> tokenizer(TextManifest manifest) {
        byte[] content = contents.get(manifest.tokenizerFile());
        if (content == null) {
            return Optional.empty();
        }
        try {
            return switch (manifest.format()) {
                case TIKTOKEN ->
                    manifest.pattern().map(pattern -> TiktokenTokenizer.of(content, pattern, manifest.controlTokens()));
                case HUGGING_FACE -> Optional.of(HuggingFaceTextTokenizer.of(content, manifest.controlTokens()));
            };
        } catch (TokenizerFileException e) {
            e.mistakes().forEach(m -> mistakes.add(manifest.tokenizerFile() + ": " + m));
            return Optional.empty();
        }
    }

    private void checkTokenizer(TextManifest manifest, TextTokenizer tokenizer) {
        if (manifest.lossless() == TextManifest.Losslessness.LOSSLESS && !tokenizer.lossless()) {
            mistakes.add("lossless: this tokenizer changes some texts before it encodes them, so that decoding does"
                    + " not give them back (normalizer, pre-tokenizer or decoder); say lossless: false");
        }
        for (int i = 0; i < manifest.golden().size(); i++) {
            checkGolden("golden[" + i + "]: ", manifest.golden().get(i), tokenizer);
        }
    }

    private void checkGolden(String name, GoldenItem item, TextTokenizer tokenizer) {
        int[] expected = item.ids().stream().mapToInt(Integer::intValue).toArray();
        int[] actual;
        try {
            actual = tokenizer.encode(item.text());
        } catch (TokenizationException e) {
            mistakes.add(name + e.getMessage());
            return;
        }
        int index = Arrays.mismatch(expected, actual);
        if (index >= 0) {
            mistakes.add(name + "ids differ first at index " + index + ": the manifest has " + at(expected, index)
                    + ", the tokenizer gives " + at(actual, index));
        }
    }

    private static String at(int[] ids, int index) {
        return index < ids.length ? Integer.toString(ids[index]) : "no more";
    }
}
