package io.tokenloom.text;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The regular expressions that cut text into pieces before byte pairs are merged. {@link CutRule#WORD} is proven for
 * each of them; a pattern that is added here must be checked against that proof.
 *
 * <p>Known difference: letters and numbers are what the running JDK's Unicode version says (13 in JDK 17). A character
 * that is younger may be split differently by the reference implementation; decoding gives the same bytes anyway.
 */
public enum SplitPattern {
    /** GPT-2, r50k_base and p50k_base. */
    GPT2(
            "gpt2",
            "'(?:[sdmt]|ll|ve|re)| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+"),

    /** cl100k_base and Llama 3. */
    CL100K(
            "cl100k",
            "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*"
                    + "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
            "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*"
                    + "|\\s*[\\r\\n]|\\s+(?!\\S)|\\s+"),

    /** Qwen 2 and later: as {@link #CL100K}, each digit a piece. */
    QWEN2(
            "qwen2",
            "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*"
                    + "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"),

    /** o200k_base: words also end where lower case turns into upper case. */
    O200K(
            "o200k",
            "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+"
                    + "(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
                    + "|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*"
                    + "(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
                    + "|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+");

    private final String manifestName;
    private final List<String> spellings;

    SplitPattern(String manifestName, String... spellings) {
        this.manifestName = manifestName;
        this.spellings = List.of(spellings);
    }

    /** The name in a bundle's manifest. */
    public String manifestName() {
        return manifestName;
    }

    /** The pattern with that name in a manifest, if there is one. */
    public static Optional<SplitPattern> named(String manifestName) {
        return Arrays.stream(values())
                .filter(p -> p.manifestName.equals(manifestName))
                .findFirst();
    }

    /** All names, for messages. */
    public static String names() {
        return Arrays.stream(values()).map(SplitPattern::manifestName).collect(Collectors.joining(", "));
    }

    /** The pattern that a regular expression, as written in a tokenizer's file, stands for, if it is a known one. */
    static Optional<SplitPattern> spelled(String regex) {
        return Arrays.stream(values()).filter(p -> p.spellings.contains(regex)).findFirst();
    }

    /** For {@link java.util.regex}: every loop is over single characters, so no input makes the matcher recurse. */
    Pattern compiled() {
        return Pattern.compile(spellings.get(0), Pattern.UNICODE_CHARACTER_CLASS);
    }
}
