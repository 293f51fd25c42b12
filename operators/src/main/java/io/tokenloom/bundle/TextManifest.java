package io.tokenloom.bundle;

import io.tokenloom.text.ControlToken;
import io.tokenloom.text.split.SplitPattern;
import java.util.List;
import java.util.Optional;

/**
 * What {@code bundle.yaml} says. Thread-safe: deeply immutable.
 *
 * @param name short name, for people and for routes
 * @param version the author's version of this bundle
 * @param format what the tokenizer file is
 * @param engine what does the work
 * @param tokenizerFile path of the tokenizer file within the bundle
 * @param pattern for {@link EngineFormat#TIKTOKEN}: how text is split before byte pairs are merged
 * @param files every file of the bundle besides the manifest
 * @param licence licence of the files, an SPDX expression where there is one
 * @param lossless whether decoded ids give back the bytes of any text
 * @param controlTokens tokens that user text never becomes, besides those that the tokenizer file itself marks
 * @param golden texts with the ids that the reference implementation gives
 */
public record TextManifest(
        String name,
        String version,
        EngineFormat format,
        Engine engine,
        String tokenizerFile,
        Optional<SplitPattern> pattern,
        List<BundleFile> files,
        String licence,
        Losslessness lossless,
        List<ControlToken> controlTokens,
        List<GoldenItem> golden) {

    static final String KIND = "text";

    public TextManifest {
        files = List.copyOf(files);
        controlTokens = List.copyOf(controlTokens);
        golden = List.copyOf(golden);
    }

    /** What does the work. */
    public enum Engine {
        /** The one of this project. */
        OWN,
        /** The library that the format comes from; slower, and some of it native. */
        LIBRARY
    }

    /** Whether decoded ids give back the bytes of any text. */
    public enum Losslessness {
        /** For any text. */
        LOSSLESS,
        /** Not for all texts: the tokenizer changes some before it encodes them. */
        LOSSY
    }

    /** The SHA-256 that the manifest demands of the tokenizer file, lower-case hexadecimal. */
    public String tokenizerFileSha256() {
        return files.stream()
                .filter(f -> f.path().equals(tokenizerFile))
                .map(BundleFile::sha256)
                .findFirst()
                .orElseThrow();
    }
}
