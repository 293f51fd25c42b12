package io.tokenloom.cli.output;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Text on one line that can do nothing to a terminal: controls, formatting characters and bytes that are no UTF-8 are
 * written as escapes.
 */
public final class VisibleText {
    private VisibleText() {}

    /** Bytes that may begin or end within a character, as pieces of a text do. */
    public static String of(byte[] utf8) {
        StringBuilder text = new StringBuilder();
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(utf8);
        CharBuffer out = CharBuffer.allocate(utf8.length + 1);
        CoderResult result;
        do {
            result = decoder.decode(in, out, true);
            text.append(of(out.flip().toString()));
            out.clear();
            for (int i = 0; result.isError() && i < result.length(); i++) {
                text.append(String.format("\\x%02x", in.get()));
            }
        } while (result.isError());
        return text.toString();
    }

    /** Characters. */
    public static String of(String plain) {
        StringBuilder text = new StringBuilder();
        plain.codePoints().forEach(character -> append(text, character));
        return text.toString();
    }

    private static void append(StringBuilder text, int character) {
        switch (character) {
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            case '\\' -> text.append("\\\\");
            default -> {
                if (isInvisible(character)) {
                    text.append(String.format("\\u{%x}", character));
                } else {
                    text.appendCodePoint(character);
                }
            }
        }
    }

    private static boolean isInvisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
