package io.tokenloom.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tokenloom.cli.demo.report.Latency;
import io.tokenloom.cli.demo.report.Measurement;
import io.tokenloom.cli.demo.report.RatePoint;
import io.tokenloom.reader.records.RecordAddress;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RunMeterTest {
    private static final long START = 1_000_000;

    private final RunMeter meter = new RunMeter(Map.of(new TopicPartition("logs", 0), 100L));

    @Test
    void measuresFromTheProducersTimestampToTheLastPart() {
        meter.sent(at(100), START, 1_000_000);
        meter.sent(at(101), START, 1_000_000);

        meter.tokens(at(100), true, 10, START + 500);
        meter.tokens(at(101), false, 20, START + 500);
        meter.tokens(at(101), true, 30, START + 2000);

        Measurement measured = meter.measurement(Instant.EPOCH).orElseThrow();
        assertThat(measured.latencyMs().records()).isEqualTo(2);
        assertThat(measured.latencyMs().p50()).isEqualTo(500);
        assertThat(measured.latencyMs().p99()).isEqualTo(2000, within(2.0));
        assertThat(measured.rates().seconds()).isEqualTo(2);
        assertThat(measured.rates().recordsPerSecond()).isEqualTo(1);
        assertThat(measured.rates().megabytesPerSecond()).isEqualTo(1);
        assertThat(measured.rates().tokensPerSecond()).isEqualTo(30);
        assertThat(measured.rates().points().stream().mapToLong(RatePoint::sentRecords))
                .startsWith(2L, 0L);
        assertThat(measured.latencyMs().buckets().stream()
                        .mapToLong(Latency.Bucket::records)
                        .sum())
                .isEqualTo(2);
    }

    @Test
    void anOutcomeMayBeSeenBeforeItsSource() {
        meter.outcome(at(100), START + 700);
        meter.sent(at(100), START, 5);

        meter.settleEarly();

        assertThat(meter.measurement(Instant.EPOCH).orElseThrow().latencyMs().p50())
                .isEqualTo(700, within(1.0));
    }

    @Test
    void leavesOutWhatEarlierRunsSent() {
        meter.tokens(at(99), true, 10, START);
        meter.outcome(new RecordAddress("other", 0, 5), START);

        assertThat(meter.measurement(Instant.EPOCH)).isEmpty();
    }

    @Test
    void aLongRunHasNoMorePointsThanAChartNeeds() {
        for (int i = 0; i < 4000; i++) {
            meter.sent(at(100 + i), START + i * 1000L, 1);
            meter.outcome(at(100 + i), START + i * 1000L + 100);
        }

        Measurement measured = meter.measurement(Instant.EPOCH).orElseThrow();

        assertThat(measured.rates().points()).hasSizeLessThanOrEqualTo(241);
        assertThat(measured.rates().points().stream()
                        .mapToLong(RatePoint::doneRecords)
                        .sum())
                .isEqualTo(4000);
    }

    private static RecordAddress at(long offset) {
        return new RecordAddress("logs", 0, offset);
    }
}
