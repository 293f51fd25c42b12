package io.tokenloom.cli.bench.text;

import com.knuddels.jtokkit.api.EncodingType;

/** The vocabularies that all engines know. */
enum Vocabulary {
    /** Of GPT-4o. */
    O200K(
            "o200k",
            "o200k_base",
            EncodingType.O200K_BASE,
            "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+"
                    + "(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
                    + "|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*"
                    + "(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
                    + "|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"),

    /** Of GPT-4 and GPT-3.5. */
    CL100K(
            "cl100k",
            "cl100k_base",
            EncodingType.CL100K_BASE,
            "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*"
                    + "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+");

    private final String text;
    private final String fileName;
    private final EncodingType jtokkit;
    private final String pattern;

    Vocabulary(String text, String fileName, EncodingType jtokkit, String pattern) {
        this.text = text;
        this.fileName = fileName;
        this.jtokkit = jtokkit;
        this.pattern = pattern;
    }

    /** For figures. */
    String text() {
        return text;
    }

    /** Our bundle. */
    String bundle() {
        return "builtin:" + fileName;
    }

    /** Its name in JTokkit. */
    EncodingType jtokkit() {
        return jtokkit;
    }

    /** The resource with its ranks, which comes with JTokkit. */
    String ranks() {
        return "/com/knuddels/jtokkit/" + fileName + ".tiktoken";
    }

    /** The published regular expression that splits text. */
    String pattern() {
        return pattern;
    }
}
