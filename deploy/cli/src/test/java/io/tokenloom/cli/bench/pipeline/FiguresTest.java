package io.tokenloom.cli.bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tokenloom.cli.bench.race.Arrivals;
import io.tokenloom.cli.bench.race.Median;
import io.tokenloom.cli.bench.race.RaceResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/** The arithmetic between what is measured and what is told. */
class FiguresTest {
    @Test
    void takesTheMiddle() {
        assertThat(Median.of(List.of(3.0, 1.0, 2.0))).isEqualTo(2);
        assertThat(Median.of(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(2.5);
    }

    @Test
    void comparesTokensWithCopies() {
        RaceResult tokens =
                new RaceResult(1000, 2_000_000, arrivals(500), Duration.ofMillis(800), Duration.ofMillis(100));
        RaceResult copies =
                new RaceResult(1000, 2_000_000, arrivals(100), Duration.ofMillis(200), Duration.ofMillis(100));

        assertThat(tokens.recordsPerSecond()).isEqualTo(2000);
        assertThat(tokens.megabytesPerSecond()).isEqualTo(4);
        assertThat(tokens.workerCpuPerMegabyte()).isEqualTo(0.4);
        assertThat(tokens.brokerCpuPerMegabyte()).isEqualTo(0.05);
        assertThat(new Pair(tokens, copies).rateRatio()).isEqualTo(0.2);
        assertThat(new Pair(tokens, copies).tokenizingShare()).isCloseTo(0.75, within(1e-9));
    }

    private static Arrivals arrivals(long millis) {
        return Arrivals.of(LongStream.of(0, millis));
    }

    @Test
    void countsTheBytesOfAnIdAsAvroDoes() throws IOException {
        for (int id : new int[] {0, 1, 63, 64, 8191, 8192, 199_999, 1_048_575, 1_048_576, Integer.MAX_VALUE}) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            encoder.writeInt(id);
            encoder.flush();

            assertThat(RecordSizes.varintBytes(id)).as("id %d", id).isEqualTo(bytes.size());
        }
    }
}
