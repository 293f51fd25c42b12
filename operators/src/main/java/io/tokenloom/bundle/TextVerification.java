package io.tokenloom.bundle;

import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.text.ControlToken;
import io.tokenloom.text.TextTokenizer;
import io.tokenloom.text.TokenizerFileException;
import io.tokenloom.text.huggingface.HuggingFaceTokenizer;
import io.tokenloom.text.library.HuggingFaceTextTokenizer;
import io.tokenloom.text.library.TiktokenTokenizer;
import io.tokenloom.text.sentencepiece.SentencePieceTokenizer;
import io.tokenloom.text.split.SplitPattern;
import io.tokenloom.text.tiktoken.TiktokenPipeline;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One check of one text bundle, from its manifest to its golden items; goes on after a mistake as far as it can. */
final class TextVerification {
    private final BundleFiles files;
    private final List<String> mistakes;
    private ListedFiles listed;

    TextVerification(BundleFiles files, List<String> mistakes) {
        this.files = files;
        this.mistakes = mistakes;
    }

    record Verified(TextManifest manifest, String manifestYaml, TextTokenizer tokenizer) {}

    /** Empty when there are mistakes. */
    Optional<Verified> run() {
        Optional<ManifestYaml> yaml = ManifestYaml.of(files, mistakes);
        Optional<TextManifest> read = yaml.flatMap(tree -> TextManifestReader.read(tree, mistakes));
        if (read.isEmpty()) {
            return Optional.empty();
        }
        TextManifest manifest = read.get();
        listed = new ListedFiles(manifest.files(), files, mistakes);
        checkEngine(manifest);
        checkControlTokens(manifest);
        Optional<TextTokenizer> tokenizer = tokenizer(manifest);
        tokenizer.ifPresent(t -> checkTokenizer(manifest, t));
        if (mistakes.isEmpty()) {
            return tokenizer.map(t -> new Verified(manifest, yaml.get().text(), t));
        }
        tokenizer.ifPresent(TextTokenizer::close);
        return Optional.empty();
    }

    private void checkEngine(TextManifest manifest) {
        listed.require("engine.file", manifest.tokenizerFile(), mistakes);
        if (manifest.format() == EngineFormat.TIKTOKEN && manifest.pattern().isEmpty()) {
            mistakes.add("engine.pattern: tiktoken ranks need the name of their split pattern, one of "
                    + SplitPattern.names());
        }
        if (manifest.format() != EngineFormat.TIKTOKEN && manifest.pattern().isPresent()) {
            mistakes.add("engine.pattern: a file of format " + manifest.format().manifestName()
                    + " says itself how text is split; leave the key out");
        }
        boolean hasLibrary =
                manifest.format() == EngineFormat.TIKTOKEN || manifest.format() == EngineFormat.HUGGING_FACE;
        if (manifest.engine() == TextManifest.Engine.LIBRARY && !hasLibrary) {
            mistakes.add("engine.library: there is no library for files of format "
                    + manifest.format().manifestName() + "; leave the key out");
        }
        if (manifest.format() == EngineFormat.SENTENCE_PIECE
                && !manifest.controlTokens().isEmpty()) {
            mistakes.add(
                    "controlTokens: a SentencePiece model says itself which pieces are control tokens; leave them out");
        }
        if (manifest.format() == EngineFormat.BYTE_WORD_HIERARCHY
                && !manifest.controlTokens().isEmpty()) {
            mistakes.add("controlTokens: bytes have no control tokens; leave them out");
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
        Optional<byte[]> file = listed.content(manifest.tokenizerFile());
        if (file.isEmpty()) {
            return Optional.empty();
        }
        byte[] content = file.get();
        try {
            return tokenizer(manifest, content);
        } catch (TokenizerFileException e) {
            e.mistakes().forEach(m -> mistakes.add(manifest.tokenizerFile() + ": " + m));
            return Optional.empty();
        }
    }

    private static Optional<TextTokenizer> tokenizer(TextManifest manifest, byte[] content) {
        boolean library = manifest.engine() == TextManifest.Engine.LIBRARY;
        List<ControlToken> controls = manifest.controlTokens();
        return switch (manifest.format()) {
            case TIKTOKEN ->
                manifest.pattern()
                        .map(pattern -> library
                                ? TiktokenTokenizer.of(content, pattern, controls)
                                : TiktokenPipeline.of(content, pattern, controls));
            case HUGGING_FACE ->
                Optional.of(
                        library
                                ? HuggingFaceTextTokenizer.of(content, controls)
                                : HuggingFaceTokenizer.of(content, controls));
            case SENTENCE_PIECE -> Optional.of(SentencePieceTokenizer.of(content));
            case BYTE_WORD_HIERARCHY -> Optional.of(HierarchyRule.read(content));
        };
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
