package io.tokenloom.text.pipeline;

import io.tokenloom.text.Utf8;
import io.tokenloom.text.normalize.UnicodeNormalizer;
import io.tokenloom.text.pipeline.AddedToken.Trait;
import java.util.List;
import java.util.Optional;

/**
 * Tells how much of a text is certain while more of it may follow, for pipelines in which added tokens depend on nothing
 * around them, and whose only normalizer is NFC, if they have one. Thread-safe: immutable.
 *
 * <p>From the left there are three stretches: up to the end of the last added token that nothing behind can change, which
 * is encoded as it is; then text in which no added token begins, of which the splitter says how much is certain; then what
 * could be the beginning of an added token, or of a character that is composed with what follows.
 */
final class DecidedText {
    private final AddedTokens addedTokens;
    private final boolean normalizes;

    private DecidedText(AddedTokens addedTokens, boolean normalizes) {
        this.addedTokens = addedTokens;
        this.normalizes = normalizes;
    }

    /** Empty for pipelines of another kind. */
    static Optional<DecidedText> of(PipelineParts parts, Optional<AddedTokens> raw, Optional<AddedTokens> normalized) {
        List<AddedToken> tokens = parts.addedTokens();
        boolean aloneFound = tokens.stream()
                .noneMatch(t -> t.is(Trait.LEFT_STRIP) || t.is(Trait.RIGHT_STRIP) || t.is(Trait.SINGLE_WORD));
        boolean oneSearch = raw.isEmpty() || normalized.isEmpty();
        boolean harmless = parts.normalizer().isEmpty()
                || parts.normalizer().get() == UnicodeNormalizer.NFC && normalized.isEmpty();
        return aloneFound && oneSearch && harmless && parts.stages().isEmpty()
                ? Optional.of(new DecidedText(
                        raw.or(() -> normalized).orElse(null),
                        parts.normalizer().isPresent()))
                : Optional.empty();
    }

    /** The end of the last added token that is certain, or {@code from}. */
    int endOfTokens(byte[] utf8, int from, int to) {
        int end = from;
        if (addedTokens != null) {
            AddedTokens.Match match = new AddedTokens.Match();
            while (addedTokens.find(utf8, from, end, to, match) && match.start < addedTokens.open(utf8, end, to)) {
                end = match.end;
            }
        }
        return end;
    }

    /** Up to where the text is one in which no added token begins and that is normalized, whatever follows. */
    int endOfPlainText(byte[] utf8, int from, int to) {
        int end = addedTokens == null ? to : addedTokens.open(utf8, from, to);
        if (!normalizes) {
            return end;
        }
        if (end == to && end > from) {
            end = Utf8.before(utf8, end);
        }
        while (end > from && !UnicodeNormalizer.NFC.isBoundary(Utf8.codePoint(utf8, end))) {
            end = Utf8.before(utf8, end);
        }
        return UnicodeNormalizer.NFC.leaves(utf8, from, end) ? end : from;
    }
}
