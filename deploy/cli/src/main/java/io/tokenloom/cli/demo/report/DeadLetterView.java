package io.tokenloom.cli.demo.report;

import java.util.HexFormat;

/**
 * A dead letter as the page shows it.
 *
 * @param letter the dead letter
 * @param hex its first bytes
 * @param text the same, made visible
 * @param more whether there are more bytes
 */
public record DeadLetterView(DeadLetter letter, String hex, VisibleText text, boolean more) {
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

    static DeadLetterView of(DeadLetter letter) {
        return new DeadLetterView(
                letter,
                HEX.formatHex(letter.firstBytes()),
                VisibleText.of(letter.firstBytes()),
                letter.firstBytes().length < letter.bytes());
    }
}
