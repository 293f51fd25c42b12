package io.tokenloom.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class GoalTest {
    private static final List<Figure> FIGURES = List.of(new Figure("speed", 7, "MB/s"), new Figure("ratio", 0.9, ""));

    @Test
    void isMetAtItsLimit() {
        assertThat(Goal.atLeast("ratio", 0.9).judge(FIGURES))
                .isEqualTo(new Verdict("ratio", "at least 0.9", 0.9, true));
        assertThat(Goal.atMost("ratio", 0.9).judge(FIGURES)).isEqualTo(new Verdict("ratio", "at most 0.9", 0.9, true));
    }

    @Test
    void isNotMetOnTheWrongSideOfItsLimit() {
        assertThat(Goal.atLeast("speed", 7.01).judge(FIGURES).met()).isFalse();
        assertThat(Goal.atMost("speed", 6.99).judge(FIGURES).met()).isFalse();
    }

    @Test
    void refusesToJudgeWhatWasNotMeasured() {
        assertThatThrownBy(() -> Goal.atLeast("latency", 1).judge(FIGURES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("latency");
    }

    @Test
    void refusesAFigureThatIsNoNumber() {
        assertThatThrownBy(() -> new Figure("ratio", Double.NaN, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ratio");
    }
}
