package io.tokenloom.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.cli.bench.sequences.DocumentFolders;
import io.tokenloom.cli.bench.sequences.SequenceRange;
import io.tokenloom.cli.bench.sequences.SequenceRound;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Documents of photographs, prose, lines of logs and a film become packed sequences that hold each token once, and three
 * {@code kill -9} of the process that packs change not one byte of them.
 */
@Order(4)
class SequencesKillFaultIT {
    private static final long SEED = 20260102;

    @RegisterExtension
    static final SharedPlatform PLATFORM = SharedPlatform.named("second");

    @Test
    void killsLoseDoubleAndChangeNothing() throws IOException, InterruptedException {
        RunningPlatform running = PLATFORM.running();
        try (SequenceRange range = SequenceRange.open(
                Assembled.program(),
                running.folder().resolve("sequences"),
                running.platform(),
                new DocumentFolders(SEED, 12),
                System.out::println)) {
            SequenceRound killed = range.play(3, new Random(SEED));
            assertThat(killed).matches(SequenceRound::clean, "all there, once, and as without a kill");
            assertThat(killed.sequences()).isGreaterThan(3);
        }
    }
}
