package io.tokenloom.cli.demo.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.cli.demo.report.VisibleText.Segment;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class VisibleTextTest {
    @Test
    void givesWhiteSpaceAStandIn() {
        assertThat(of(" a\tb\r\n").segments())
                .containsExactly(
                        new Segment("·", true),
                        new Segment("a", false),
                        new Segment("⇥", true),
                        new Segment("b", false),
                        new Segment("␍↵", true));
        assertThat(of("a\n").endsLine()).isTrue();
        assertThat(of("a").endsLine()).isFalse();
    }

    @Test
    void namesCharactersThatWouldActOnThePage() {
        assertThat(of("\u0000\u001B\u007F\u202E\u200D\uE000").segments())
                .containsExactly(new Segment("␀␛␡U+202EU+200DU+E000", true));
    }

    @Test
    void showsBytesThatAreNoWholeCharacter() {
        byte[] endsInHalfACharacter = {' ', 'x', (byte) 0xE6, (byte) 0xB2};

        assertThat(VisibleText.of(endsInHalfACharacter).segments())
                .containsExactly(new Segment("·", true), new Segment("x", false), new Segment("E6 B2", true));
        assertThat(VisibleText.of(new byte[] {(byte) 0x80, 'a'}).segments())
                .containsExactly(new Segment("80", true), new Segment("a", false));
    }

    @Test
    void givesALoneCombiningMarkABase() {
        assertThat(of("\u0301").segments()).containsExactly(new Segment("\u25CC\u0301", false));
        assertThat(of("e\u0301").segments()).containsExactly(new Segment("e\u0301", false));
    }

    private static VisibleText of(String text) {
        return VisibleText.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
