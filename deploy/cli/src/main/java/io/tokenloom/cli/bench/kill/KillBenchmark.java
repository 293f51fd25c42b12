package io.tokenloom.cli.bench.kill;

import io.tokenloom.cli.bench.Benchmark;
import io.tokenloom.cli.bench.Figure;
import io.tokenloom.cli.bench.Goal;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Option;

/** {@code tokenloom bench kill}. */
public final class KillBenchmark implements Benchmark {
    private static final String MISSING = "source records missing";
    private static final String DUPLICATED = "outcomes duplicated";
    private static final String UNKNOWN = "outcomes of no source";
    private static final String DIFFERENT = "records other than undisturbed";
    private static final String DISORDERED = "records out of order";
    private static final String LONGEST = "longest recovery";
    private static final double LONGEST_SECONDS = 120;

    private static final int LOGS = 8;
    private static final int LINES_PER_LOG = 25_000;
    private static final int TEXTS = 12;
    private static final int FRAMES = 200;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often something is killed (default: ${DEFAULT-VALUE}).",
            defaultValue = "12")
    private int rounds = 12;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Where files, victims and moments come from (default: the clock; it is printed).")
    private long seed = System.currentTimeMillis();

    /** With its usual options. */
    public KillBenchmark() {}

    @Override
    public String name() {
        return "kill";
    }

    @Override
    public String description() {
        return "Kills parts of a platform of its own, or all of it, during a long ingest: what is lost or doubled?";
    }

    @Override
    public List<Goal> goals() {
        return List.of(
                Goal.atMost(MISSING, 0),
                Goal.atMost(DUPLICATED, 0),
                Goal.atMost(UNKNOWN, 0),
                Goal.atMost(DIFFERENT, 0),
                Goal.atMost(DISORDERED, 0),
                Goal.atMost(LONGEST, LONGEST_SECONDS));
    }

    @Override
    public List<Figure> run(Consumer<String> progress) throws IOException {
        progress.accept("seed " + seed + ", " + rounds + " rounds");
        Path folder = Files.createTempDirectory("tokenloom-kill-");
        List<RoundResult> results = new ArrayList<>();
        KillInput input = new KillInput(seed, LOGS, LINES_PER_LOG, TEXTS, FRAMES);
        try (KillRange range = KillRange.open(CommandProgram.ofThisProcess(), folder, input, progress)) {
            for (KillRound round : KillRound.seeded(seed, rounds)) {
                results.add(range.play(round));
            }
        }
        if (results.stream().allMatch(RoundResult::clean)) {
            delete(folder);
        } else {
            progress.accept("everything is kept in " + folder);
        }
        return figures(results);
    }

    private List<Figure> figures(List<RoundResult> results) {
        List<Figure> figures = new ArrayList<>();
        figures.add(most(MISSING, results, result -> result.ledger().missing()));
        figures.add(most(DUPLICATED, results, result -> result.ledger().duplicated()));
        figures.add(most(UNKNOWN, results, result -> result.ledger().unknown()));
        figures.add(sum(
                DIFFERENT,
                results,
                result -> result.sources() + result.tokens() + result.deadLetters() + result.strangers()));
        figures.add(sum(DISORDERED, results, RoundResult::disordered));
        List<Double> recoveries =
                results.stream().map(KillBenchmark::seconds).sorted().toList();
        if (!recoveries.isEmpty()) {
            figures.add(new Figure("median recovery", recoveries.get(recoveries.size() / 2), "s"));
        }
        figures.add(new Figure(LONGEST, recoveries.stream().reduce(0.0, Math::max), "s"));
        for (Victim victim : Victim.values()) {
            results.stream()
                    .filter(result -> result.round().victim() == victim)
                    .max(Comparator.comparing(RoundResult::recovery))
                    .ifPresent(result ->
                            figures.add(new Figure("longest recovery of " + victim.label(), seconds(result), "s")));
        }
        figures.add(new Figure("rounds", results.size(), ""));
        figures.add(new Figure(
                "source records",
                results.stream()
                        .mapToLong(result -> result.ledger().sources())
                        .max()
                        .orElse(0),
                ""));
        figures.add(new Figure("seed", seed, ""));
        return figures;
    }

    private static double seconds(RoundResult result) {
        return result.recovery().toMillis() / 1000.0;
    }

    /** A ledger counts the rounds before it too. */
    private static Figure most(String name, List<RoundResult> results, ToLongFunction<RoundResult> count) {
        return new Figure(name, results.stream().mapToLong(count).max().orElse(0), "");
    }

    private static Figure sum(String name, List<RoundResult> results, ToLongFunction<RoundResult> count) {
        return new Figure(name, results.stream().mapToLong(count).sum(), "");
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
