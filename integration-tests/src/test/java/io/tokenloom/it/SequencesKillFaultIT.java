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
 * Documents of photographs, prose, lines of logs and a film become packed sequences that hold each token once, also after
 * three {@code kill -9} of the process that packs. That a killed run gives the same bytes as an undisturbed one
 * is what {@code tokenloom bench sequences-kill} counts, and does not hold yet.
 */
@Order(4)
class SequencesKillFaultIT {
    private static final long SEED = 20260102;

    @RegisterExtension
    static final SharedPlatform PLATFORM = SharedPlatform.named("second");

    @Test
    void killsLoseAndDoubleNothing() throws IOException, InterruptedException {
        RunningPlatform running = PLATFORM.running();
        try (SequenceRange range = SequenceRange.open(
                Assembled.program(),
                running.folder().resolve("sequences"),
                running.platform(),
                new DocumentFolders(SEED, 12),
                System.out::println)) {
            SequenceRound killed = range.play(3, new Random(SEED));
            assertThat(killed)
                    .matches(SequenceRound::complete, "all tokens there, each once, with the ids that they had");
            assertThat(killed.sequences()).isGreaterThan(3);
        }
    }
}
