package io.tokenloom.text.normalize;

import java.util.ArrayList;
import java.util.List;

/**
 * The normalizers with a name of their own. What counts as a mark or a control is the reference's view, whose tables for
 * this are of Unicode 8 and 9. Thread-safe: holds nothing that changes.
 */
public final class Normalizers {
    private Normalizers() {}

    /** Leaves out every combining mark, by Unicode 9. */
    public static Normalizer stripAccents() {
        return CharacterMap.without(Classes.MARKS);
    }

    /** What SentencePiece does for translation models: no controls, one kind of space. */
    public static Normalizer nmt() {
        return CharacterMap.spacing(
                CharacterClass.of("[\\u0001-\\u0008\\u000B\\u000E-\\u001F\\u007F\\u008F\\u009F]"),
                CharacterClass.of("[\\t\\n\\f\\r\\u1680\\u200B-\\u200F\\u2028\\u2029\\u2581\\uFEFF\\uFFFD]"));
    }

    /**
     * What BERT does before its words are split.
     *
     * @param bert which parts of it
     */
    public static Normalizer bert(Bert bert) {
        List<Normalizer> steps = new ArrayList<>();
        if (bert.cleanText()) {
            steps.add(CharacterMap.spacing(Classes.CONTROLS, Classes.WHITE_SPACE));
        }
        if (bert.spaceIdeographs()) {
            steps.add(new SpacedCharacters(Classes.IDEOGRAPHS));
        }
        if (bert.stripAccents()) {
            steps.add(UnicodeNormalizer.NFD);
            steps.add(CharacterMap.without(Classes.NON_SPACING_MARKS));
        }
        if (bert.lowercase()) {
            steps.add(Lowercase.INSTANCE);
        }
        return new NormalizerSequence(steps);
    }

    /**
     * The parts of {@link #bert}.
     *
     * @param cleanText leave controls out and make every white space U+0020
     * @param spaceIdeographs put spaces around ideographs of Chinese
     * @param stripAccents decompose, and leave non-spacing marks out
     * @param lowercase lower case, character by character
     */
    public record Bert(boolean cleanText, boolean spaceIdeographs, boolean stripAccents, boolean lowercase) {}

    /** Made when first needed: they are large. */
    private static final class Classes {
        static final CharacterClass MARKS = CharacterClass.of("[[[:M:]&[:age=9.0:]] [\\u1CF2\\u1CF3] - [\\U000111C9]]");

        static final CharacterClass NON_SPACING_MARKS =
                CharacterClass.of("[[[:Mn:]&[:age=8.0:]] [\\u1734\\U0001171E] - [\\u1885\\u1886\\uA9BD\\U000111C9]]");

        static final CharacterClass CONTROLS =
                CharacterClass.of("[[[[:Cc:][:Cf:][:Co:]]&[:age=8.0:]] [\\uFFFD] - [\\t\\n\\r]]");

        static final CharacterClass WHITE_SPACE = CharacterClass.of("[:White_Space:]");

        static final CharacterClass IDEOGRAPHS = CharacterClass.of("[\\u4E00-\\u9FFF\\u3400-\\u4DBF"
                + "\\U00020000-\\U0002A6DF\\U0002A700-\\U0002B73F\\U0002B740-\\U0002B81F\\U0002B920-\\U0002CEAF"
                + "\\uF900-\\uFAFF\\U0002F800-\\U0002FA1F]");
    }
}
