package io.tokenloom.text.split;

import java.util.List;

/**
 * The regular expressions that each {@link SplitPattern} is published with; a pattern may be a chain of several. The first
 * spelling is one that {@link java.util.regex} knows.
 */
final class Spellings {
    private static final String ENDINGS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
    private static final String UPPER = "[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]";
    private static final String LOWER = "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]";
    private static final String NO_HAN = "&&[^\\p{Han}]]";
    private static final String BEFORE_WORD = "[^\\r\\n\\p{L}\\p{N}]?";
    private static final String LINES_AND_SPACES = "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

    static final List<List<String>> GPT2 = List.of(
            List.of("'(?:[sdmt]|ll|ve|re)| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+"),
            List.of("'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+"),
            List.of("'s|'t|'re|'ve|'m|'ll|'d| ?[\\p{L}]+| ?[\\p{N}]+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+"),
            List.of("'(?:[sdmt]|ll|ve|re)| ?\\p{L}++| ?\\p{N}++| ?[^\\s\\p{L}\\p{N}]++|\\s++$|\\s+(?!\\S)|\\s"));

    /**
     * None in the files of Hugging Face: Oniguruma reads {@code {1,3}+} as a loop over groups of three, not as possessive,
     * so there this spelling would mean another pattern.
     */
    static final List<List<String>> CL100K = List.of(
            List.of(
                    ENDINGS
                            + "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s++$|\\s*[\\r\\n]|\\s+(?!\\S)|\\s"));

    static final List<List<String>> LLAMA3 = List.of(
            List.of(cl100k("\\p{N}{1,3}") + LINES_AND_SPACES),
            List.of(cl100k("\\p{N}{1,3}") + "|\\s*[\\r\\n]|\\s+(?!\\S)|\\s+"));

    static final List<List<String>> QWEN2 = List.of(List.of(cl100k("\\p{N}") + LINES_AND_SPACES));

    static final List<List<String>> O200K =
            List.of(List.of(words(UPPER, LOWER, ENDINGS + "?") + "|\\p{N}{1,3}" + punctuation("[\\r\\n/]*")));

    static final List<List<String>> TEKKEN =
            List.of(List.of(words(UPPER, LOWER, "") + "|\\p{N}" + punctuation("[\\r\\n/]*")));

    static final List<List<String>> KIMI_K2 = List.of(
            List.of("[\\p{IsHan}]+|"
                    + words(UPPER, LOWER, ENDINGS + "?").replace("\\p{M}]", "\\p{M}&&[^\\p{IsHan}]]")
                    + "|\\p{N}{1,3}" + punctuation("[\\r\\n]*")),
            List.of("[\\p{Han}]+|" + words(UPPER, LOWER, ENDINGS + "?").replace("\\p{M}]", "\\p{M}" + NO_HAN)
                    + "|\\p{N}{1,3}" + punctuation("[\\r\\n]*")));

    static final List<List<String>> DEEPSEEK_V3 = List.of(List.of(
            "\\p{N}{1,3}",
            "[\u4e00-\u9fa5\u3040-\u309f\u30a0-\u30ff]+",
            "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\r\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+"
                    + "| ?[\\p{P}\\p{S}]+[\r\n]*|\\s*[\r\n]+|\\s+(?!\\S)|\\s+"));

    private Spellings() {}

    private static String cl100k(String numbers) {
        return ENDINGS + "|" + BEFORE_WORD + "\\p{L}+|" + numbers + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*";
    }

    private static String words(String upper, String lower, String endings) {
        return BEFORE_WORD + upper + "*" + lower + "+" + endings + "|" + BEFORE_WORD + upper + "+" + lower + "*"
                + endings;
    }

    private static String punctuation(String behind) {
        return "| ?[^\\s\\p{L}\\p{N}]+" + behind + LINES_AND_SPACES;
    }
}
