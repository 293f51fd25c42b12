package io.tokenloom.cli.tokens;

import io.tokenloom.cli.output.VisibleText;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.record.TokenizerVersion;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Names of tokenizers by fingerprint. A fingerprint that is seen for the first time is looked up once, so that one which
 * is announced while records are followed gets its name. Not thread-safe.
 */
final class TokenizerNames {
    private final Function<TokenizerFingerprint, Optional<TokenizerVersion>> reading;
    private final Map<TokenizerFingerprint, Optional<TokenizerVersion>> known = new HashMap<>();

    /** Names as this finds them, asked once for each. */
    TokenizerNames(Function<TokenizerFingerprint, Optional<TokenizerVersion>> reading) {
        this.reading = reading;
    }

    /** What is known of a tokenizer. */
    Optional<TokenizerVersion> find(TokenizerFingerprint fingerprint) {
        return known.computeIfAbsent(fingerprint, reading);
    }

    /** Its name for the eye; where that is not known, its fingerprint. */
    String shown(TokenizerFingerprint fingerprint) {
        return find(fingerprint)
                .map(TokenizerVersion::getName)
                .map(VisibleText::of)
                .orElseGet(() -> HexFormat.of().formatHex(fingerprint.bytes()));
    }
}
