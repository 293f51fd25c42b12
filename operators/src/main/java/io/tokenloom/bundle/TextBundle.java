package io.tokenloom.bundle;

import io.tokenloom.text.TextTokenizer;
import io.tokenloom.text.TokenTable;
import io.tokenloom.text.dynamic.BaseVocabulary;
import io.tokenloom.text.split.SplitPattern;
import io.tokenloom.text.split.Splitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A verified bundle of a text tokenizer. */
public final class TextBundle implements TokenizerBundle {
    /** The text bundles that come with this library, as locations. */
    public static final List<String> BUILT_IN = List.of("builtin:o200k_base", "builtin:cl100k_base", "builtin:hat");

    private final TextManifest manifest;
    private final String manifestYaml;
    private final Fingerprint fingerprint;
    private final TextTokenizer tokenizer;
    private final Set<Integer> controlIds;
    private Optional<BaseVocabulary> vocabulary = Optional.empty();

    private TextBundle(TextManifest manifest, String manifestYaml, TextTokenizer tokenizer, Set<Integer> controlIds) {
        this.controlIds = Set.copyOf(controlIds);
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
        BundleFiles files = BundleFiles.at(location);
        TextVerification verification = new TextVerification(files, mistakes);
        return verification
                .run()
                .map(v -> new TextBundle(
                        v.manifest(), v.manifestYaml(), v.tokenizer(), ControlIds.of(v.manifest(), files)))
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

    /** How the tokenizer cuts text into pieces before it looks for tokens, where the manifest says so by a pattern. */
    public Optional<Splitter> splitter() {
        return manifest.pattern().map(SplitPattern::splitter);
    }

    /**
     * What dynamic merging has to know of the tokenizer. Made by the first call, which asks for the bytes of every token.
     *
     * @throws IllegalStateException if the tokenizer is not lossless: its tokens are no fixed bytes
     */
    public synchronized BaseVocabulary vocabulary() {
        if (vocabulary.isEmpty()) {
            vocabulary = Optional.of(read());
        }
        return vocabulary.get();
    }

    private BaseVocabulary read() {
        if (!tokenizer.lossless()) {
            throw new IllegalStateException(name() + " is not lossless, so its tokens are no fixed bytes");
        }
        byte[][] tokens = new byte[tokenizer.vocabularySize()][];
        for (int id = 0; id < tokens.length; id++) {
            tokens[id] = bytes(id);
        }
        return BaseVocabulary.of(TokenTable.of(tokens), controlIds);
    }

    /** Null for an id that is not in use. */
    private byte[] bytes(int id) {
        try {
            return tokenizer.decode(new int[] {id});
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
