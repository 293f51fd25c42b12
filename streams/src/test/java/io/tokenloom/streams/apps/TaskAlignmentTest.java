package io.tokenloom.streams.apps;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TaskAlignmentTest {
    private static final long SECOND = 1_000_000;

    private final TaskAlignment alignment = new TaskAlignment(Duration.ofSeconds(10));

    @Test
    void letsATaskWaitThatIsTooFarAheadOfTheLastOne() {
        alignment.hasMore(0, true);
        alignment.hasMore(1, true);
        alignment.hasMore(2, true);
        alignment.reached(0, 5 * SECOND);
        alignment.reached(1, 16 * SECOND);
        assertThat(alignment.isAhead(0)).isFalse();
        assertThat(alignment.isAhead(1)).as("11 s ahead").isTrue();
        assertThat(alignment.isAhead(2)).as("has read nothing yet").isFalse();

        alignment.reached(0, 6 * SECOND);
        assertThat(alignment.isAhead(1)).as("10 s ahead").isFalse();
    }

    @Test
    void goesByTheLatestTimeOfATask() {
        alignment.hasMore(0, true);
        alignment.reached(0, 20 * SECOND);
        alignment.reached(0, 5 * SECOND);
        alignment.reached(1, 29 * SECOND);
        assertThat(alignment.isAhead(1)).isFalse();
    }

    @Test
    void waitsForNoTaskThatHasReadAllOrIsGone() {
        alignment.hasMore(0, true);
        alignment.hasMore(1, true);
        alignment.reached(0, 0);
        alignment.reached(1, 60 * SECOND);
        assertThat(alignment.isAhead(1)).isTrue();

        alignment.hasMore(0, false);
        assertThat(alignment.isAhead(1)).isFalse();

        alignment.hasMore(0, true);
        assertThat(alignment.isAhead(1)).isTrue();
        alignment.forget(0);
        assertThat(alignment.isAhead(1)).isFalse();
    }
}
