package io.tokenloom.cli.bench.sequences;

import io.tokenloom.cli.bench.Benchmark;
import io.tokenloom.cli.bench.Figure;
import io.tokenloom.cli.bench.Goal;
import io.tokenloom.cli.bench.kill.CommandProgram;
import io.tokenloom.cli.platform.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** {@code tokenloom bench sequences-kill}. */
public final class SequenceKillBenchmark implements Benchmark {
    private static final String MISSING = "missing records";
    private static final String TWICE = "doubled records";
    private static final String DIFFERENT = "records with other ids";
    private static final String STRANGERS = "ranges of no record";
    private static final String OTHER = "sequences that are not those of the undisturbed run";
    private static final String DEAD_LETTERS = "dead letters";
    private static final int DOCUMENTS = 80;

    @Option(
            names = "--kills",
            paramLabel = "N",
            description = "How often the apps are killed (default: ${DEFAULT-VALUE}).",
            defaultValue = "10")
    private int kills = 10;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Where documents and moments come from (default: the clock; it is printed).")
    private long seed = System.currentTimeMillis();

    /** With its usual options. */
    public SequenceKillBenchmark() {}

    @Override
    public String name() {
        return "sequences-kill";
    }

    @Override
    public String description() {
        return "Kills the process that puts documents together and packs them: what is lost, doubled or changed?";
    }

    @Override
    public List<Goal> goals() {
        return List.of(
                Goal.atMost(MISSING, 0),
                Goal.atMost(TWICE, 0),
                Goal.atMost(DIFFERENT, 0),
                Goal.atMost(STRANGERS, 0),
                Goal.atMost(OTHER, 0),
                Goal.atMost(DEAD_LETTERS, 0));
    }

    @Override
    public List<Figure> run(Consumer<String> progress) throws IOException, InterruptedException {
        progress.accept("seed " + seed + ", " + kills + " kills");
        Path folder = Files.createTempDirectory("tokenloom-sequences-kill-");
        CommandProgram program = CommandProgram.ofThisProcess();
        Platform platform = AppsFreePlatform.start(program, folder);
        try (SequenceRange range = SequenceRange.open(
                program, folder.resolve("range"), platform, new DocumentFolders(seed, DOCUMENTS), progress)) {
            return figures(range.play(kills, new Random(seed)));
        } finally {
            platform.stop();
            progress.accept("everything is kept in " + folder);
        }
    }

    private List<Figure> figures(SequenceRound round) {
        return List.of(
                new Figure(MISSING, round.missing(), ""),
                new Figure(TWICE, round.twice(), ""),
                new Figure(DIFFERENT, round.different(), ""),
                new Figure(STRANGERS, round.strangers(), ""),
                new Figure(OTHER, round.otherSequences(), ""),
                new Figure(DEAD_LETTERS, round.deadLetters(), ""),
                new Figure("kills", round.kills(), ""),
                new Figure("sequences", round.sequences(), ""),
                new Figure("token records", round.records(), ""),
                new Figure("time", round.seconds(), "s"),
                new Figure("seed", seed, ""));
    }
}
