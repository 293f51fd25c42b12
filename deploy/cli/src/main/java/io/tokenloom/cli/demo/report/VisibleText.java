package io.tokenloom.cli.demo.report;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * The bytes of one token as a person can see them: white space, control and format characters get a stand-in, so none of
 * them acts on the page; bytes that are no whole character are shown as hex.
 *
 * @param segments what to show, in order
 * @param endsLine whether a line feed is among it
 */
public record VisibleText(List<Segment> segments, boolean endsLine) {
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();
    private static final int CONTROL_PICTURES = 0x2400;
    private static final String DOTTED_CIRCLE = "\u25CC";

    /**
     * A run of characters.
     *
     * @param text the characters to show
     * @param standIn whether they stand for something else
     */
    public record Segment(String text, boolean standIn) {}

    /** Copies. */
    public VisibleText {
        segments = List.copyOf(segments);
    }

    /** Looks through some bytes. */
    public static VisibleText of(byte[] bytes) {
        Builder builder = new Builder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            out.flip().codePoints().forEach(builder::character);
            out.clear();
            if (!result.isError()) {
                return builder.build();
            }
            byte[] broken = new byte[result.length()];
            in.get(broken);
            builder.standIn(HEX.formatHex(broken));
            decoder.reset();
        }
    }

    private static final class Builder {
        private final List<Segment> segments = new ArrayList<>();
        private final StringBuilder run = new StringBuilder();
        private boolean runStandsIn;
        private boolean endsLine;

        void character(int codePoint) {
            switch (codePoint) {
                case ' ' -> standIn("·");
                case '\t' -> standIn("⇥");
                case '\n' -> {
                    standIn("↵");
                    endsLine = true;
                }
                case 0x7F -> standIn("␡");
                default -> other(codePoint);
            }
        }

        private void other(int codePoint) {
            if (codePoint < ' ') {
                standIn(Character.toString(CONTROL_PICTURES + codePoint));
                return;
            }
            switch (Character.getType(codePoint)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SPACE_SEPARATOR,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.PRIVATE_USE,
                        Character.UNASSIGNED -> standIn(String.format(Locale.ROOT, "U+%04X", codePoint));
                case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> {
                    // A mark without a base would sit on its neighbour, outside of its token.
                    if (segments.isEmpty() && run.isEmpty()) {
                        append(DOTTED_CIRCLE, false);
                    }
                    append(Character.toString(codePoint), false);
                }
                default -> append(Character.toString(codePoint), false);
            }
        }

        void standIn(String text) {
            append(text, true);
        }

        private void append(String text, boolean standsIn) {
            if (standsIn != runStandsIn) {
                endRun();
                runStandsIn = standsIn;
            }
            run.append(text);
        }

        private void endRun() {
            if (!run.isEmpty()) {
                segments.add(new Segment(run.toString(), runStandsIn));
                run.setLength(0);
            }
        }

        VisibleText build() {
            endRun();
            return new VisibleText(segments, endsLine);
        }
    }
}
