package io.tokenloom.standalone.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff();

    @Test
    void doublesUpToHalfAMinute() {
        assertThat(deadFor()).isEqualTo(500);
        assertThat(deadFor()).isEqualTo(1_000);
        for (int death = 2; death < 10; death++) {
            deadFor();
        }
        assertThat(deadFor()).isEqualTo(30_000);
    }

    @Test
    void startsAnewAfterAGoodLife() {
        deadFor();
        deadFor();
        backoff.healthy(-TimeUnit.SECONDS.toNanos(21));

        assertThat(deadFor()).isEqualTo(500);
    }

    @Test
    void doesNotStartAnewAfterAShortLife() {
        deadFor();
        backoff.healthy(-TimeUnit.SECONDS.toNanos(5));

        assertThat(deadFor()).isEqualTo(1_000);
    }

    /** Milliseconds from a death at time 0 until the next start. */
    private long deadFor() {
        backoff.died(0);
        long millis = 0;
        while (!backoff.isOver(TimeUnit.MILLISECONDS.toNanos(millis))) {
            millis += 500;
        }
        return millis;
    }
}
