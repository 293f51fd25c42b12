package io.tokenloom.cli.bench.pipeline;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.archive.ArchiveProcess;
import io.tokenloom.cli.bench.Benchmark;
import io.tokenloom.cli.bench.Figure;
import io.tokenloom.cli.bench.Goal;
import io.tokenloom.cli.bench.race.Backlog;
import io.tokenloom.cli.bench.race.BenchPlatform;
import io.tokenloom.cli.bench.race.Load;
import io.tokenloom.cli.bench.race.Median;
import io.tokenloom.cli.bench.race.Topics;
import io.tokenloom.reader.records.OffsetRange;
import io.tokenloom.standalone.JobSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** {@code tokenloom bench archive-job}: each format of the Archive job against a job that copies the token topic. */
public final class ArchiveJobBenchmark implements Benchmark {
    private static final String MAIN = "io.tokenloom.jobs.archive.ArchiveComparisonMain";
    private static final Pattern RUN = Pattern.compile("lane ([a-z]+) ([0-9]+) ([0-9]+)");
    private static final String COPY = "copy";
    private static final List<String> FORMATS = List.of("parquet", "compact", "megatron", "mds");
    private static final double WANTED_RATIO = 0.7;
    private static final long MEGABYTE = 1_000_000;
    private static final int LAST_LINES = 20;

    @Option(
            names = "--megabytes",
            paramLabel = "N",
            description = "Log lines whose tokens are archived, 10^6 bytes (default: ${DEFAULT-VALUE}).",
            defaultValue = "100")
    private long megabytes;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often all take turns; the first is not counted (default: ${DEFAULT-VALUE}).",
            defaultValue = "4")
    private int rounds;

    /** For the list of benchmarks. */
    public ArchiveJobBenchmark() {}

    @Override
    public String name() {
        return "archive-job";
    }

    @Override
    public String description() {
        return "Archives a token topic in each format, and copies it: rates.";
    }

    @Override
    public List<Goal> goals() {
        return FORMATS.stream()
                .map(format -> Goal.atLeast(ratio(format), WANTED_RATIO))
                .toList();
    }

    private static String ratio(String format) {
        return format + " / pass-through";
    }

    @Override
    public List<Figure> run(Consumer<String> progress) throws IOException, InterruptedException {
        if (rounds < 2 || megabytes < 1) {
            throw CommandException.usage(
                    "--rounds is at least 2, for the first is not counted; --megabytes at least 1");
        }
        try (BenchPlatform platform = BenchPlatform.start(ArchiveJobBenchmark::job);
                Topics topics = new Topics(platform.connections())) {
            long records;
            try (Backlog lines = Backlog.write(
                    platform.connections(),
                    Lane.TOKENS.source(),
                    new DailyLog(LogLines.ofSamples()),
                    0,
                    Load.ofBytes(megabytes * MEGABYTE))) {
                lines.show();
                records = lines.records();
            }
            awaitTokens(topics, records, progress);
            Map<String, List<Double>> seconds = race(platform, progress);
            platform.measured();
            return figures(seconds);
        }
    }

    private static JobSettings job(Path home, Path connections) throws IOException {
        return new JobSettings(
                "io.tokenloom.jobs.tokenize.TokenizeMain",
                List.of(
                        "--routes",
                        Files.writeString(home.resolve("routes-of-tokens.yaml"), Lane.TOKENS.routes())
                                .toString(),
                        "--connections",
                        connections.toString(),
                        "--provision"),
                List.of());
    }

    private static void awaitTokens(Topics topics, long records, Consumer<String> progress)
            throws InterruptedException {
        long there = 0;
        while (there < records) {
            Thread.sleep(5_000);
            there = topics.records().ranges(Lane.TOKENS.target()).values().stream()
                    .mapToLong(OffsetRange::length)
                    .sum();
            progress.accept(String.format(Locale.ROOT, "%,d of %,d lines are tokens", there, records));
        }
    }

    private Map<String, List<Double>> race(BenchPlatform platform, Consumer<String> progress)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(ArchiveProcess.command(
                        MAIN,
                        platform.home(),
                        List.of(
                                Lane.TOKENS.target(),
                                "tokens.dlq.v1",
                                platform.home().resolve("archives").toString(),
                                platform.home().resolve("tokenloom.yaml").toString(),
                                Integer.toString(rounds))))
                .redirectErrorStream(true)
                .start();
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        List<String> last = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher run = RUN.matcher(line);
                if (!run.matches()) {
                    last.add(line);
                    continue;
                }
                double taken = Long.parseLong(run.group(3)) / 1000.0;
                progress.accept(String.format(
                        Locale.ROOT,
                        "round %s, %s: %.1f s%s",
                        run.group(2),
                        run.group(1),
                        taken,
                        run.group(2).equals("0") ? ", not counted" : ""));
                if (!run.group(2).equals("0")) {
                    seconds.computeIfAbsent(run.group(1), name -> new ArrayList<>())
                            .add(taken);
                }
            }
        }
        if (process.waitFor() != 0) {
            throw CommandException.failed("the jobs failed:\n"
                    + String.join("\n", last.subList(Math.max(0, last.size() - LAST_LINES), last.size())));
        }
        return seconds;
    }

    private List<Figure> figures(Map<String, List<Double>> seconds) {
        List<Figure> figures = new ArrayList<>();
        List<Double> copies = seconds.get(COPY);
        for (String format : FORMATS) {
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < copies.size(); i++) {
                ratios.add(copies.get(i) / seconds.get(format).get(i));
            }
            figures.add(new Figure(ratio(format), Median.of(ratios), ""));
        }
        seconds.forEach(
                (name, taken) -> figures.add(new Figure(name + ", text", megabytes / Median.of(taken), "MB/s")));
        return figures;
    }
}
