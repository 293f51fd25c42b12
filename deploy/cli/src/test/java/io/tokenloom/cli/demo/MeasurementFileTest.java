package io.tokenloom.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.cli.demo.report.Latency;
import io.tokenloom.cli.demo.report.Measurement;
import io.tokenloom.cli.demo.report.RatePoint;
import io.tokenloom.cli.demo.report.Rates;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasurementFileTest {
    @TempDir
    private Path folder;

    @Test
    void givesBackWhatAnEarlierRunLeft() throws IOException {
        MeasurementFile file = new MeasurementFile(folder.resolve("measurement.json"));
        Measurement measured = new Measurement(
                Instant.parse("2026-03-01T12:00:00.123Z"),
                new Rates(1, 2, 3, 4, 0.25, List.of(new RatePoint(0, 1, 2, 3, 4, 5))),
                new Latency(1, 2, 3, 4, List.of(new Latency.Bucket(0, 1, 1))));
        assertThat(file.read()).isEmpty();

        file.write(measured);

        assertThat(file.read()).contains(measured);
    }
}
