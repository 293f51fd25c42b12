package io.tokenloom.text.pipeline;

import io.tokenloom.text.split.Splitter;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A split pattern as the regular expression it is: slow, and the oracle. The patterns cover every character. Of text that
 * goes on, the last 64 characters are not given.
 */
final class RegexSplitter implements Splitter {
    private static final int OPEN = 64;

    private final Pattern pattern;

    RegexSplitter(String regex) {
        this.pattern = Pattern.compile(regex, Pattern.UNICODE_CHARACTER_CLASS);
    }

    static RegexSplitter o200k() {
        return new RegexSplitter(
                "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+"
                        + "(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
                        + "|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*"
                        + "(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
                        + "|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+");
    }

    static RegexSplitter cl100k() {
        return new RegexSplitter("(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}"
                + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+");
    }

    @Override
    public int split(byte[] utf8, int from, int to, boolean last, int[] ends) {
        String text = new String(utf8, from, to - from, StandardCharsets.UTF_8);
        Matcher matcher = pattern.matcher(text);
        int count = 0;
        int at = from;
        int chars = 0;
        while (count < ends.length && matcher.find() && (last || matcher.end() < text.length() - OPEN)) {
            at += bytes(text, chars, matcher.end());
            chars = matcher.end();
            ends[count++] = at;
        }
        return count;
    }

    private static int bytes(String text, int from, int to) {
        return text.substring(from, to).getBytes(StandardCharsets.UTF_8).length;
    }
}
