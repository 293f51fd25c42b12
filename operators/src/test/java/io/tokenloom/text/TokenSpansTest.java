package io.tokenloom.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

    @Test
    void widensPartsOfACharacterToAllOfIt() {
        byte[] text = "xaé😀z".getBytes(StandardCharsets.UTF_8);
        TokenBuffer tokens = TokenBuffer.withSpans();
        tokens.add(1, 0, 2);
        tokens.add(2, 2, 5);
        tokens.add(3, 5, 7);
        tokens.add(4, 7, 8);

        TokenSpans.toWholeCharacters(text, 1, tokens);

        assertThat(Arrays.copyOf(tokens.starts(), 4)).containsExactly(0, 1, 3, 7);
        assertThat(Arrays.copyOf(tokens.ends(), 4)).containsExactly(3, 7, 7, 8);
    }

    @Test
    void countsSpansInUtf16Units() {
        byte[] text = "aé😀z".getBytes(StandardCharsets.UTF_8);
        TokenBuffer tokens = TokenBuffer.withSpans();
        tokens.add(1, 0, 2);
        tokens.add(2, 2, 5);
        tokens.add(3, 5, 7);
        tokens.add(4, 7, 8);
        tokens.add(5, 8, 8);

        TokenSpans.toUtf16(text, 0, text.length, tokens);

        assertThat(Arrays.copyOf(tokens.starts(), 5)).containsExactly(0, 1, 2, 4, 5);
        assertThat(Arrays.copyOf(tokens.ends(), 5)).containsExactly(2, 4, 4, 5, 5);
    }
}
