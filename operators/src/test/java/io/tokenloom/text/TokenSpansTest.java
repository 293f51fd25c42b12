package io.tokenloom.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TokenSpansTest {
    @Test
    void countsUtf16UnitsOfCharactersThatHaveEnded() {
        byte[] text = "xaé€😀z".getBytes(StandardCharsets.UTF_8);
        int length = text.length - 1;

        // Each byte a token of its own: a character counts with its last byte, one beyond U+FFFF for two units.
        assertThat(TokenSpans.utf16Ends(text, 1, length, new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}))
                .containsExactly(1, 1, 2, 2, 2, 3, 3, 3, 3, 5, 6);
    }

    @Test
    void countsNothingForNoTokens() {
        assertThat(TokenSpans.utf16Ends(new byte[0], 0, 0, new int[0])).isEmpty();
    }
}
