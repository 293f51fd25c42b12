package io.tokenloom.cli.bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class DailyLogTest {
    private static final DailyLog LOG = new DailyLog(
            LogLines.of("12:30:59 took 117 ms\n12:31:00 job 117 of 0123456789\n".getBytes(StandardCharsets.UTF_8)));

    @Test
    void keepsTheTimeAndWhatIsEqual() {
        Set<String> days = new HashSet<>();
        for (long day = 0; day < 50; day++) {
            // Of the first host, which writes every sixteenth line.
            String took = text(2 * day * 16);
            String job = text((2 * day + 1) * 16);

            assertThat(took).matches("12:30:59 took ([0-9])\\1[0-9] ms\n");
            assertThat(job).startsWith("12:31:00 job " + took.substring(14, 17) + " of ");
            assertThat(job.substring(20, 30).chars().distinct().count()).isEqualTo(10);
            assertThat(job).isEqualTo(text((2 * day + 1) * 16));
            days.add(job);
        }
        assertThat(days).hasSize(50);
    }

    @Test
    void keepsTheLinesOfAHostTogether() {
        for (long number = 0; number < 100; number++) {
            ProducerRecord<byte[], byte[]> record = LOG.record("t", 3, number, null, LOG.content(number));

            assertThat(record.key()).asString().isEqualTo("host-" + number % 16);
            assertThat(record.partition()).isEqualTo((int) (number % 16 % 3));
        }
    }

    private static String text(long number) {
        return new String(LOG.content(number), StandardCharsets.UTF_8);
    }
}
