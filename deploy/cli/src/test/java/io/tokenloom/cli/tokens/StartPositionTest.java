package io.tokenloom.cli.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartPositionTest {
    private final StartPosition.Converter converter = new StartPosition.Converter();

    @Test
    void readsNamesOffsetsAndTimes() {
        assertThat(converter.convert("earliest")).isEqualTo(new StartPosition.Earliest());
        assertThat(converter.convert("latest")).isEqualTo(new StartPosition.Latest());
        assertThat(converter.convert("42")).isEqualTo(new StartPosition.At(42));
        assertThat(converter.convert("2026-03-04"))
                .isEqualTo(new StartPosition.Since(Instant.parse("2026-03-04T00:00:00Z")));
        assertThat(converter.convert("2026-03-04T05:06:07Z"))
                .isEqualTo(new StartPosition.Since(Instant.parse("2026-03-04T05:06:07Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "first", "2026-13-04", "2026-03-04T05:06", "99999999999999999999"})
    void refusesAnythingElseWithExamples(String text) {
        assertThatThrownBy(() -> converter.convert(text))
                .hasMessage("write earliest, latest, an offset, or a time such as 2026-03-04 or 2026-03-04T05:06:07Z,"
                        + " not \"" + text + "\"");
    }
}
