package io.tokenloom.cli.demo.report;

import java.util.HexFormat;

/**
 * A token as the page shows it.
 *
 * @param id token id
 * @param hex its bytes
 * @param text its bytes, made visible
 */
public record TokenView(int id, String hex, VisibleText text) {
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

    static TokenView of(ExcerptToken token) {
        return new TokenView(token.id(), HEX.formatHex(token.bytes()), VisibleText.of(token.bytes()));
    }
}
