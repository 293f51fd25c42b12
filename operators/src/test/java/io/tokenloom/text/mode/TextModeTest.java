package io.tokenloom.text.mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.text.dynamic.Boundary;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextModeTest {
    private static final BatchWindow SECONDS =
            new BatchWindow(BatchWindow.Limit.TIME, 10_000, BatchWindow.Scope.KEY, Duration.ofSeconds(30));

    static Stream<TextMode> modes() {
        return Stream.of(
                TextMode.AS_PUBLISHED,
                new TextMode.Dynamic(100, Boundary.WORD_HYPHEN, 2, BatchWindow.DEFAULT),
                new TextMode.Dynamic(16_384, Boundary.SENTENCE, 1, SECONDS),
                new TextMode.RightToLeftDigits(),
                new TextMode.SeparatedDigits(", "),
                new TextMode.OneItemPerToken());
    }

    @ParameterizedTest
    @MethodSource("modes")
    void isReadAsItIsSpelled(TextMode mode) {
        assertThat(TextMode.read(mode.spelling())).isEqualTo(mode);
    }

    @Test
    void isSpelledTheSameInEveryVersion() {
        assertThat(modes().map(TextMode::spelling))
                .containsExactly(
                        "",
                        "dynamic merges=100 boundary=word_hyphen minimumCount=2 maximumTokenBytes=256"
                                + " window.records=1000 by=partition",
                        "dynamic merges=16384 boundary=sentence minimumCount=1 maximumTokenBytes=256"
                                + " window.time=10000 by=key idle=30000",
                        "digits=right-to-left",
                        "digits.separator=, ",
                        "items=one-per-token");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        for (String spelling : List.of("dynamic", "digits=left-to-right", "items=two")) {
            assertThatThrownBy(() -> TextMode.read(spelling)).hasMessageContaining("no mode that this version knows");
        }
        assertThatThrownBy(() -> new TextMode.SeparatedDigits("0")).hasMessageContaining("does not separate digits");
        assertThatThrownBy(() -> new TextMode.Dynamic(0, Boundary.WORD, 1, BatchWindow.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BatchWindow(BatchWindow.Limit.BYTES, 0, BatchWindow.Scope.KEY, Duration.ZERO))
                .hasMessage("a window of 0 bytes holds nothing");
    }
}
