package io.tokenloom.text.mode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.bundle.TextBundle;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ModeEncoderTest {
    private static TextBundle bundle;

    @BeforeAll
    static void open() {
        bundle = TextBundle.open("builtin:cl100k_base");
    }

    @AfterAll
    static void close() {
        bundle.close();
    }

    @Test
    void groupsDigitsFromTheRight() {
        TextMode mode = new TextMode.RightToLeftDigits();

        assertThat(pieces("1234567", TextMode.AS_PUBLISHED)).containsExactly("123", "456", "7");
        assertThat(pieces("1234567", mode)).containsExactly("1", "234", "567");
        assertThat(pieces("is 12345, not 3.14159", mode))
                .containsExactly("is", " ", "12", "345", ",", " not", " ", "3", ".", "141", "59");
        assertThat(pieces("no digits at all", mode)).isEqualTo(pieces("no digits at all", TextMode.AS_PUBLISHED));
    }

    @Test
    void separatesDigitsAndTakesExactlyItsSeparatorsOutAgain() {
        TextMode mode = new TextMode.SeparatedDigits(",");
        String text = "1234567 and 1,234 of 89";
        EncodedText made = encode(text, mode);
        byte[] decoded = bundle.tokenizer().decode(made.ids());

        assertThat(new String(decoded, UTF_8)).isEqualTo("1,234,567 and 1,234 of 89");
        assertThat(made.separators()).containsExactly(1, 5);
        assertThat(new String(ModeEncoder.withoutSeparators(decoded, made.separators(), mode), UTF_8))
                .isEqualTo(text);
    }

    @Test
    void makesEachLetterAndEachDigitATokenOfItsOwn() {
        TextMode mode = new TextMode.OneItemPerToken();

        assertThat(pieces("abbab", mode)).containsExactly("a", "b", "b", "a", "b");
        assertThat(pieces("a1, b", mode)).containsExactly("a", "1", ",", " b");
        assertThat(new String(
                        bundle.tokenizer().decode(encode("Grüße 😀!", mode).ids()), UTF_8))
                .isEqualTo("Grüße 😀!");
    }

    @Test
    void givesTheWordsOfAHierarchy() {
        try (TextBundle hat = TextBundle.open("builtin:hat")) {
            EncodedText made = new ModeEncoder(hat.tokenizer(), TextMode.AS_PUBLISHED)
                    .encode("Hello, world!".getBytes(UTF_8), 0, 13);

            assertThat(hat.tokenizer().decode(made.ids())).isEqualTo("Hello, world!".getBytes(UTF_8));
            assertThat(made.wordEnds()).containsExactly(6, 13);
        }
    }

    @Test
    void tellsWhereATextIsNotUtf8() {
        byte[] bad = {'1', '2', '3', '4', (byte) 0xff};

        for (TextMode mode : List.of(
                new TextMode.RightToLeftDigits(), new TextMode.OneItemPerToken(), new TextMode.SeparatedDigits("_"))) {
            assertThatThrownBy(() -> new ModeEncoder(bundle.tokenizer(), mode).encode(bad, 0, bad.length))
                    .hasMessageContaining("4");
        }
    }

    private static EncodedText encode(String text, TextMode mode) {
        byte[] utf8 = text.getBytes(UTF_8);
        return new ModeEncoder(bundle.tokenizer(), mode).encode(utf8, 0, utf8.length);
    }

    private static List<String> pieces(String text, TextMode mode) {
        List<String> pieces = new ArrayList<>();
        for (int id : encode(text, mode).ids()) {
            pieces.add(new String(bundle.tokenizer().decode(new int[] {id}), UTF_8));
        }
        return pieces;
    }
}
