package io.tokenloom.text.split;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UScript;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits by the published regular expressions, with {@link java.util.regex}. That knows Unicode 13 at most, so each
 * character outside ASCII is first replaced by an old one that ICU sorts the same in every way that a pattern asks for.
 */
final class PatternOracle {
    private static final int LONG_S = 0x17F;
    private static final Map<String, Integer> OLD = new HashMap<>();

    static {
        for (int c = 0x80; c < 0x30000; c++) {
            boolean knownAlike = Character.getType(c) == javaType(UCharacter.getType(c))
                    && (Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN) == isHan(c)
                    && c != LONG_S;
            if (knownAlike) {
                OLD.putIfAbsent(kind(c), c);
            }
        }
    }

    private final List<Pattern> chain = new ArrayList<>();

    PatternOracle(List<String> regexes) {
        regexes.forEach(r -> chain.add(Pattern.compile(r, Pattern.UNICODE_CHARACTER_CLASS)));
    }

    /** The ends of all pieces, in bytes. */
    List<Integer> ends(String text) {
        List<String> pieces = text.isEmpty() ? List.of() : List.of(replaced(text));
        for (Pattern pattern : chain) {
            pieces = isolated(pieces, pattern);
        }
        List<Integer> ends = new ArrayList<>();
        int at = 0;
        int bytes = 0;
        for (String piece : pieces) {
            int to = text.offsetByCodePoints(at, piece.codePointCount(0, piece.length()));
            bytes += text.substring(at, to).getBytes(StandardCharsets.UTF_8).length;
            ends.add(bytes);
            at = to;
        }
        return ends;
    }

    private static List<String> isolated(List<String> pieces, Pattern pattern) {
        List<String> result = new ArrayList<>();
        for (String piece : pieces) {
            Matcher matcher = pattern.matcher(piece);
            int at = 0;
            while (matcher.find()) {
                if (matcher.start() > at) {
                    result.add(piece.substring(at, matcher.start()));
                }
                result.add(matcher.group());
                at = matcher.end();
            }
            if (at < piece.length()) {
                result.add(piece.substring(at));
            }
        }
        return result;
    }

    private static String replaced(String text) {
        StringBuilder result = new StringBuilder(text.length());
        text.codePoints().forEach(c -> result.appendCodePoint(c < 0x80 || c == LONG_S ? c : OLD.get(kind(c))));
        return result.toString();
    }

    private static String kind(int c) {
        boolean kana = c >= 0x4E00 && c <= 0x9FA5 || c >= 0x3040 && c <= 0x30FF;
        return group(UCharacter.getType(c))
                + (UCharacter.isUWhiteSpace(c) ? " white" : "")
                + (isHan(c) ? " Han" : "")
                + (kana ? " kana" : "");
    }

    private static boolean isHan(int c) {
        return UScript.getScript(c) == UScript.HAN;
    }

    private static String group(int type) {
        return switch (javaType(type)) {
            case Character.UPPERCASE_LETTER -> "Lu";
            case Character.LOWERCASE_LETTER -> "Ll";
            case Character.TITLECASE_LETTER -> "Lt";
            case Character.MODIFIER_LETTER -> "Lm";
            case Character.OTHER_LETTER -> "Lo";
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> "M";
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> "N";
            case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> "Z";
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> "C";
            default -> "P or S";
        };
    }

    /** ICU counts categories from 0 without a gap, Java leaves out 17. */
    private static int javaType(int icuType) {
        return icuType <= 16 ? icuType : icuType + 1;
    }
}
