package io.tokenloom.text.split;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The published ways to cut text into pieces before byte pairs are merged. Each has a {@link #splitter()} written by
 * hand, on UTF-8 and by Unicode 16; its regular expression is here to be recognised in the files of tokenizers.
 *
 * <p>Where implementations of one pattern disagree, the one that the model was trained with decides:
 *
 * <ul>
 *   <li>White space is Unicode's White_Space in all of them: U+0085 and U+00A0 are, U+001C to U+001F, U+180E and U+200B
 *       are not.
 *   <li>Where case does not matter, U+017F (long s) is an s.
 *   <li>White space with a line end in it, at the end of the text: tiktoken's cl100k_base of today makes it one piece, its
 *       first spelling (and JTokkit's, Llama 3's and Qwen's) ends a piece behind the last line end.
 * </ul>
 */
public enum SplitPattern {
    /** GPT-2, r50k_base and p50k_base. */
    GPT2("gpt2"),

    /**
     * cl100k_base as tiktoken has it today: as {@link #LLAMA3}, but white space at the end of the text is one piece, where
     * the first spelling ends a piece behind the last line end in it.
     */
    CL100K("cl100k"),

    /** Llama 3, GLM 4 and what else is written like cl100k_base was at first. */
    LLAMA3("llama3"),

    /** Qwen 2 and later: as {@link #LLAMA3}, each digit a piece. */
    QWEN2("qwen2"),

    /** o200k_base, GPT-OSS and Llama 4: words also end where lower case turns into upper case. */
    O200K("o200k"),

    /** Mistral's Tekken: as {@link #O200K}, without English endings, each digit a piece. */
    TEKKEN("tekken"),

    /** Kimi K2: as {@link #O200K}, with runs of Han by themselves. */
    KIMI_K2("kimi_k2"),

    /** DeepSeek V3 and R1: three patterns in a chain. */
    DEEPSEEK_V3("deepseek_v3");

    private final String manifestName;
    /** Made on first use. */
    private volatile Splitter splitter;

    SplitPattern(String manifestName) {
        this.manifestName = manifestName;
    }

    /** The name in a bundle's manifest. */
    public String manifestName() {
        return manifestName;
    }

    /** The pattern with that name in a manifest, if there is one. */
    public static Optional<SplitPattern> named(String manifestName) {
        for (SplitPattern pattern : values()) {
            if (pattern.manifestName.equals(manifestName)) {
                return Optional.of(pattern);
            }
        }
        return Optional.empty();
    }

    /** All names, for messages. */
    public static String names() {
        return Arrays.stream(values()).map(SplitPattern::manifestName).collect(Collectors.joining(", "));
    }

    /** The pattern that a regular expression, as written in a tokenizer's file, stands for, if it is a known one. */
    public static Optional<SplitPattern> spelled(String regex) {
        return spelled(List.of(regex));
    }

    /** The pattern that regular expressions stand for when each splits, in turn, what the ones before left whole. */
    public static Optional<SplitPattern> spelled(List<String> chain) {
        return Arrays.stream(values())
                .filter(p -> p.spellings().contains(chain))
                .findFirst();
    }

    /** The splitter of this pattern. */
    public Splitter splitter() {
        Splitter made = splitter;
        if (made == null) {
            made = splitter(AsciiMasks.fastest());
            splitter = made;
        }
        return made;
    }

    /** A splitter that finds its masks in a certain way. */
    Splitter splitter(AsciiMasks masks) {
        return switch (this) {
            case GPT2 -> new Gpt2Splitter(masks);
            case CL100K -> new Cl100kSplitter(masks, 3, true);
            case LLAMA3 -> new Cl100kSplitter(masks, 3, false);
            case QWEN2 -> new Cl100kSplitter(masks, 1, false);
            case O200K -> new O200kSplitter(masks, 3, true, true, false);
            case TEKKEN -> new O200kSplitter(masks, 1, false, true, false);
            case KIMI_K2 -> new O200kSplitter(masks, 3, true, false, true);
            case DEEPSEEK_V3 -> new DeepSeekSplitter(masks);
        };
    }

    private List<List<String>> spellings() {
        return switch (this) {
            case GPT2 -> Spellings.GPT2;
            case CL100K -> Spellings.CL100K;
            case LLAMA3 -> Spellings.LLAMA3;
            case QWEN2 -> Spellings.QWEN2;
            case O200K -> Spellings.O200K;
            case TEKKEN -> Spellings.TEKKEN;
            case KIMI_K2 -> Spellings.KIMI_K2;
            case DEEPSEEK_V3 -> Spellings.DEEPSEEK_V3;
        };
    }

    /**
     * For {@link java.util.regex}, by the Unicode version of the running JDK: every loop is over single characters, so no
     * input makes the matcher recurse.
     *
     * @throws IllegalStateException when this is a chain of patterns
     */
    public Pattern compiled() {
        if (spellings().get(0).size() > 1) {
            throw new IllegalStateException(
                    "split pattern " + manifestName + " is a chain, not one regular expression");
        }
        return Pattern.compile(spellings().get(0).get(0), Pattern.UNICODE_CHARACTER_CLASS);
    }
}
