package io.tokenloom.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.cli.CommandException;
import io.tokenloom.text.CutRule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextPartsTest {
    @Test
    void cutsBetweenWordsAndLosesNothing() throws IOException {
        List<String> parts = parts("one two three four", 8);

        assertThat(parts).containsExactly("one two", " three", " four");
    }

    @Test
    void growsAPartThatHasNoPlaceToCut() throws IOException {
        List<String> parts = parts("a-very-long-thing-indeed and more", 4);

        assertThat(parts).containsExactly("a-very-long-thing-indeed and", " more");
    }

    @Test
    void hasNoPartOfAnEmptyText() throws IOException {
        assertThat(parts("", 8)).isEmpty();
    }

    @Test
    void knowsWhereAPartBegins() throws IOException {
        TextParts parts = new TextParts(source("one two three".getBytes(StandardCharsets.UTF_8)), CutRule.WORD, 5);
        parts.next();
        parts.next();

        assertThat(parts.start()).isEqualTo(3);
        assertThat(parts.more()).isTrue();
    }

    @Test
    void refusesWhatIsTooLongForOnePart() {
        byte[] digits = new byte[(16 << 20) + 10];
        Arrays.fill(digits, (byte) '7');

        assertThatThrownBy(() -> new TextParts(source(digits), CutRule.WORD).next())
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("a text is longer than what is encoded at once")
                .hasMessageContaining("between ASCII letters");
        assertThatThrownBy(() -> new TextParts(source(digits), CutRule.NONE).next())
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("no place where a text can be cut");
    }

    private static List<String> parts(String text, int usual) throws IOException {
        TextParts parts = new TextParts(source(text.getBytes(StandardCharsets.UTF_8)), CutRule.WORD, usual);
        List<String> found = new ArrayList<>();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (parts.next()) {
            found.add(new String(parts.bytes(), StandardCharsets.UTF_8));
            all.write(parts.bytes());
        }
        assertThat(all.toString(StandardCharsets.UTF_8)).isEqualTo(text);
        return found;
    }

    private static TextOptions.Source source(byte[] text) {
        return new TextOptions.Source("a text", new ByteArrayInputStream(text));
    }
}
