package io.tokenloom.text;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Strict reading of UTF-8, and repair of character sequences that are not text. Thread-safe: holds nothing. */
public final class Utf8Text {
    private static final char REPLACEMENT = '\uFFFD';

    private Utf8Text() {}

    /**
     * The text in a range of an array.
     *
     * @throws TokenizationException with TEXT_ENCODING when the range is not well-formed UTF-8; the message names the
     *     index in the array, never its content
     */
    public static String decode(byte[] utf8, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, utf8.length);
        // The lenient decoder is an intrinsic; only text that holds U+FFFD, written or put in, needs the strict one.
        String text = new String(utf8, offset, length, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            requireValid(utf8, offset, length);
        }
        return text;
    }

    /**
     * Checks a range of an array, so that a text that will be cut into parts is refused as a whole.
     *
     * @throws TokenizationException with TEXT_ENCODING when the range is not well-formed UTF-8
     */
    public static void requireValid(byte[] utf8, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, utf8.length);
        int malformed = Utf8Scan.firstMalformed(utf8, offset, offset + length);
        if (malformed < offset + length) {
            throw new TokenizationException(
                    FailureCode.TEXT_ENCODING,
                    "text of " + length + " bytes is not UTF-8: the sequence at byte " + malformed
                            + " is malformed; send UTF-8, or name the real character set and convert before");
        }
    }

    /** Whether a range of an array is well-formed UTF-8. */
    public static boolean isValid(byte[] utf8, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, utf8.length);
        return Utf8Scan.firstMalformed(utf8, offset, offset + length) == offset + length;
    }

    /** The characters as a string in which every surrogate without its partner became U+FFFD. */
    public static String replaceLoneSurrogates(CharSequence text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return repaired(text);
            }
        }
        return text.toString();
    }

    private static String repaired(CharSequence text) {
        int length = text.length();
        StringBuilder result = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                result.append(c);
            } else if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1))) {
                result.append(c).append(text.charAt(++i));
            } else {
                result.append(REPLACEMENT);
            }
        }
        return result.toString();
    }
}
