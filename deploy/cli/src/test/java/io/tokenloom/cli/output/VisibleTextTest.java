package io.tokenloom.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class VisibleTextTest {
    @Test
    void leavesReadableTextAsItIs() {
        assertThat(VisibleText.of("Größe 漢字 🌍 ~")).isEqualTo("Größe 漢字 🌍 ~");
        assertThat(VisibleText.of("Größe 漢字 🌍 ~".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("Größe 漢字 🌍 ~");
    }

    @Test
    void disarmsWhatATerminalWouldObey() {
        assertThat(VisibleText.of("\u001b[31mred\u0007\u009b1m")).isEqualTo("\\u{1b}[31mred\\u{7}\\u{9b}1m");
        assertThat(VisibleText.of("a\u202eb\u2028c\u200d")).isEqualTo("a\\u{202e}b\\u{2028}c\\u{200d}");
        assertThat(VisibleText.of("line\r\n\tback\\slash")).isEqualTo("line\\r\\n\\tback\\\\slash");
    }

    @Test
    void writesPartsOfCharactersAsBytes() {
        byte[] globe = "🌍".getBytes(StandardCharsets.UTF_8);

        assertThat(VisibleText.of(new byte[] {'a', globe[0], globe[1]})).isEqualTo("a\\xf0\\x9f");
        assertThat(VisibleText.of(new byte[] {globe[2], globe[3], 'b'})).isEqualTo("\\x8c\\x8db");
        assertThat(VisibleText.of(new byte[] {-1, 0})).isEqualTo("\\xff\\u{0}");
        assertThat(VisibleText.of(new byte[0])).isEmpty();
    }
}
