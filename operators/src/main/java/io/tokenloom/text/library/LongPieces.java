package io.tokenloom.text.library;

import io.tokenloom.text.split.SplitPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the pieces of a text that are so long that they need care. Ordinary text has none, and is told so by one look at
 * its characters. Thread-safe: immutable.
 */
final class LongPieces {
    /** A piece of more characters than this is long. */
    static final int LONG = 4096;

    /**
     * Every {@link SplitPattern} makes pieces of at most one leading character, a run without white space and a run of
     * white space, so a long piece has a run of half its length.
     */
    private static final int RUN = LONG / 2 - 1;

    private final Pattern pattern;

    LongPieces(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * A stretch of a text.
     *
     * @param from first character
     * @param to after the last character
     */
    record Stretch(int from, int to) {}

    /** The long pieces, in order. */
    List<Stretch> in(String text) {
        if (!mayHaveSome(text)) {
            return List.of();
        }
        List<Stretch> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            if (matcher.end() - matcher.start() > LONG) {
                found.add(new Stretch(matcher.start(), matcher.end()));
            }
        }
        return found;
    }

    private static boolean mayHaveSome(String text) {
        if (text.length() <= LONG) {
            return false;
        }
        int start = 0;
        boolean white = false;
        for (int i = 0; i < text.length(); i++) {
            if (isWhite(text.charAt(i)) != white) {
                white = !white;
                start = i;
            } else if (i - start >= RUN) {
                return true;
            }
        }
        return false;
    }

    /** The property White_Space, which {@code \s} stands for in these patterns. */
    private static boolean isWhite(char c) {
        if (c < 0x80) {
            return c == ' ' || c >= '\t' && c <= '\r';
        }
        return c == 0x85
                || c == 0xA0
                || c == 0x1680
                || c >= 0x2000 && c <= 0x200A
                || c == 0x2028
                || c == 0x2029
                || c == 0x202F
                || c == 0x205F
                || c == 0x3000;
    }
}
