package io.tokenloom.cli.bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DailyLogTest {
    private static final DailyLog LOG = new DailyLog(
            LogLines.of("12:30:59 took 117 ms\n12:31:00 job 117 of 0123456789\n".getBytes(StandardCharsets.UTF_8)));

    @Test
    void firstGivesTheLinesAsTheyAre() {
        assertThat(text(0)).isEqualTo("12:30:59 took 117 ms\n");
        assertThat(text(1)).isEqualTo("12:31:00 job 117 of 0123456789\n");
    }

    @Test
    void keepsTheTimeAndWhatIsEqual() {
        for (long day = 1; day < 50; day++) {
            String took = text(2 * day);
            String job = text(2 * day + 1);

            assertThat(took).matches("12:30:59 took ([0-9])\\1[0-9] ms\n");
            assertThat(job).startsWith("12:31:00 job " + took.substring(14, 17) + " of ");
            assertThat(job.substring(20, 30).chars().distinct().count()).isEqualTo(10);
            assertThat(job).isEqualTo(text(2 * day + 1));
        }
        assertThat(text(3)).isNotEqualTo(text(5));
    }

    private static String text(long number) {
        return new String(LOG.content(number), StandardCharsets.UTF_8);
    }
}
