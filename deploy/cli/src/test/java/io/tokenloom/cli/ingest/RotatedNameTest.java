package io.tokenloom.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RotatedNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"app.log.1", "app.log-20260131", "app.log.2026-01-31", "app.log.2026-01-31T10:00", "app.log_7"})
    void knowsTheLogThatANumberedNameCameFrom(String name) {
        assertThat(RotatedName.live(name)).contains("app.log");
        assertThat(RotatedName.mayBe(name, "app.log")).isTrue();
        assertThat(SourceForm.ofName(name)).isEqualTo(SourceForm.LINES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"app-2026-01-31.log", "app.1.log", "app.log.old"})
    void takesOtherNamesForThePastOnlyWhenAsked(String name) {
        assertThat(RotatedName.live(name)).isEmpty();
        assertThat(RotatedName.mayBe(name, "app.log")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"app.log", "app.log.1.gz", "application.log", "app-worker.log", "other.log.1", "app"})
    void leavesOtherFilesAlone(String name) {
        assertThat(RotatedName.mayBe(name, "app.log")).isFalse();
    }

    @Test
    void keepsTheFormOfANumberedText() {
        assertThat(SourceForm.ofName("letter.txt.2")).isEqualTo(SourceForm.TEXT);
    }
}
