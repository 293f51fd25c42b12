package io.tokenloom.cli.bench.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    @Test
    void measuresFromTheFirstToTheLast() {
        assertThat(Arrivals.of(LongStream.of(700, 200, 500)).millis()).isEqualTo(500);
    }

    @Test
    void hasASpanEvenIfAllCameAtOnce() {
        assertThat(Arrivals.of(LongStream.of(5, 5)).millis()).isEqualTo(1);
    }

    @Test
    void doesNotCountTheFirstBatchNorTheTimeBeforeIt() {
        // Two batches of four, half a second apart.
        Arrivals arrivals = Arrivals.of(LongStream.of(0, 0, 0, 0, 500, 500, 500, 500));

        assertThat(arrivals.rateAfter(4)).isEqualTo(8);
    }

    @Test
    void refusesToLeaveOutAll() {
        assertThatThrownBy(() -> Arrivals.of(LongStream.of(1, 2)).rateAfter(2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of 2 records 2 can't be left out");
    }
}
