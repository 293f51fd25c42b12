package io.tokenloom.archive.compact;

import io.tokenloom.archive.lines.TokenClasses;
import io.tokenloom.bundle.Fingerprint;
import io.tokenloom.bundle.TextBundle;
import io.tokenloom.bundle.TokenizerBundle;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What is known of the vocabularies of built-in tokenizers, by their fingerprints. Thread-safe; each is opened once. */
public final class KnownVocabularies {
    private static final Map<String, TokenClasses> KNOWN = new ConcurrentHashMap<>();

    private KnownVocabularies() {}

    /**
     * The classes of a tokenizer's tokens; {@link TokenClasses#NONE} where it is none of the built-in ones.
     *
     * @param tokenizer fingerprint, 16 hexadecimal digits
     */
    public static TokenClasses classes(String tokenizer) {
        return KNOWN.computeIfAbsent(
                tokenizer, wanted -> bundle(wanted).map(KnownVocabularies::open).orElse(TokenClasses.NONE));
    }

    /** Location of the built-in bundle of text that has this fingerprint. */
    public static Optional<String> bundle(String tokenizer) {
        return TextBundle.BUILT_IN.stream()
                .filter(location -> TokenizerBundle.claimedFingerprint(location)
                        .map(Fingerprint::shortBytes)
                        .map(HexFormat.of()::formatHex)
                        .filter(tokenizer::equals)
                        .isPresent())
                .findFirst();
    }

    private static TokenClasses open(String location) {
        try (TextBundle bundle = TextBundle.open(location)) {
            return TokenClasses.of(bundle.vocabulary().tokens());
        }
    }
}
