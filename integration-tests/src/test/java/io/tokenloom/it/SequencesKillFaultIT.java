package io.tokenloom.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.cli.bench.sequences.DocumentFolders;
import io.tokenloom.cli.bench.sequences.SequenceRange;
import io.tokenloom.cli.bench.sequences.SequenceRound;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Documents of photographs, prose, lines of logs and a film become packed sequences that hold each token once, and three
 * {@code kill -9} of the process that packs change not one byte of them; the readers of Java and Python make the same of them.
 */
class SequencesKillFaultIT {
    private static final long SEED = 20260102;

    @RegisterExtension
    static final SharedPlatform PLATFORM = new SharedPlatform();

    private static RunningPlatform running;
    private static SequenceRound killed;

    @BeforeAll
    static void packAndKill() throws IOException, InterruptedException {
        PythonReader.begin();
        running = PLATFORM.running();
        try (SequenceRange range = SequenceRange.open(
                Assembled.program(),
                running.folder().resolve("sequences"),
                running.platform(),
                new DocumentFolders(SEED, 12),
                System.out::println)) {
            killed = range.play(3, new Random(SEED));
        }
    }

    @Test
    void killsLoseDoubleAndChangeNothing() {
        assertThat(killed).matches(SequenceRound::clean, "all there, once, and as without a kill");
        assertThat(killed.sequences()).isGreaterThan(3);
    }

    /** Ids, documents, positions, the ids of each item and the bytes of each text. */
    @Test
    void pythonReadsWhatJavaReads() throws IOException {
        PythonReader python = PythonReader.orSkip();
        Path script = Assembled.root().resolve("integration-tests").resolve("src/test/python/read_sequences.py");

        PythonReader.Output read = python.run(
                script.toString(), running.platform().connectionsFile().toString(), killed.topic());

        assertThat(read.status()).as(read.text()).isZero();
        List<String> sequences = ReadSequence.lines(running, killed.topic());
        assertThat(sequences).hasSize(killed.sequences());
        assertThat(read.text().lines().sorted())
                .containsExactlyElementsOf(sequences.stream().sorted().toList());
    }
}
