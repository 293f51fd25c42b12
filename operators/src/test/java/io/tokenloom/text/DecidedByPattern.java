package io.tokenloom.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tokenloom.text.split.SplitPattern;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides by the pattern's regular expression itself: a match that was found without a look at the end of the text is
 * the same whatever follows.
 */
final class DecidedByPattern extends DelegatingTokenizer {
    private final Pattern pattern;

    DecidedByPattern(TextTokenizer tokenizer, SplitPattern pattern) {
        super(tokenizer);
        this.pattern = pattern.compiled();
    }

    @Override
    public int encodeDecided(byte[] utf8, int offset, int length, TokenBuffer out) {
        String text = new String(utf8, offset, length, UTF_8);
        Matcher matcher = pattern.matcher(text);
        int decided = 0;
        while (matcher.lookingAt() && !matcher.hitEnd()) {
            decided = matcher.end();
            matcher.region(decided, text.length());
            matcher.useTransparentBounds(true);
        }
        int bytes = text.substring(0, decided).getBytes(UTF_8).length;
        int at = offset;
        for (Matcher piece = pattern.matcher(text); piece.find() && piece.end() <= decided; ) {
            byte[] alone = piece.group().getBytes(UTF_8);
            int first = out.size();
            encode(alone, 0, alone.length, out);
            out.shiftSpans(first, at - offset);
            at += alone.length;
        }
        return bytes;
    }
}
