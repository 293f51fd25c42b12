package io.tokenloom.cli.bench.kill;

import io.tokenloom.archive.ArchiveFormat;
import io.tokenloom.archive.ArchiveFormats;
import io.tokenloom.archive.ArchivedRecord;
import io.tokenloom.archive.Origins;
import io.tokenloom.archive.Sample;
import io.tokenloom.archive.SampleReader;
import io.tokenloom.archive.Selection;
import io.tokenloom.archive.commit.ArchiveFile;
import io.tokenloom.archive.commit.ArchiveFolder;
import io.tokenloom.archive.commit.ArchiveLog;
import io.tokenloom.archive.commit.Remains;
import io.tokenloom.archive.commit.Verifier;
import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.bench.Benchmark;
import io.tokenloom.cli.bench.Figure;
import io.tokenloom.cli.bench.Goal;
import io.tokenloom.cli.connection.RegistryClients;
import io.tokenloom.cli.platform.Platform;
import io.tokenloom.configuration.ConnectionsFile;
import io.tokenloom.connection.Connections;
import io.tokenloom.reader.records.CommittedRecords;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.wire.AvroRecordReader;
import io.tokenloom.wire.SchemaSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** {@code tokenloom bench archive-kill}. */
public final class ArchiveKillBenchmark implements Benchmark {
    private static final String TOPIC = "tokens.text.v1";
    private static final String MISSING = "samples missing";
    private static final String TWICE = "samples there twice";
    private static final String OTHER = "samples of no record";
    private static final String DAMAGED = "files that do not verify";
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final int LOGS = 2;
    private static final int LINES_PER_LOG = 20_000;

    /** From the start of the job: before its first commit, too. */
    private static final int LATEST_KILL_MILLIS = 15_000;

    /** From its first commit: some of the next. */
    private static final int LATEST_AFTER_COMMIT_MILLIS = 2_000;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often something is killed (default: ${DEFAULT-VALUE}).",
            defaultValue = "10")
    private int rounds = 10;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Where lines, victims and moments come from (default: the clock; it is printed).")
    private long seed = System.currentTimeMillis();

    /** With its usual options. */
    public ArchiveKillBenchmark() {}

    @Override
    public String name() {
        return "archive-kill";
    }

    @Override
    public String description() {
        return "Kills the archive command, or the job that it runs, while tokens come in: what is missing or there twice?";
    }

    @Override
    public List<Goal> goals() {
        return List.of(Goal.atMost(MISSING, 0), Goal.atMost(TWICE, 0), Goal.atMost(OTHER, 0), Goal.atMost(DAMAGED, 0));
    }

    @Override
    public List<Figure> run(Consumer<String> progress) throws IOException {
        progress.accept("seed " + seed + ", " + rounds + " rounds");
        Path folder = Files.createTempDirectory("tokenloom-archive-kill-");
        CommandProgram program = CommandProgram.ofThisProcess();
        Path output = folder.resolve("commands.txt");
        Platform platform = new Platform(folder.resolve("home"));
        new KillInput(seed, LOGS, LINES_PER_LOG, 0, 0).write(folder.resolve("files"));
        expect(
                program.run(
                        output, LIMIT, List.of("up", "--home", platform.home().toString())),
                "up",
                output);
        try {
            Random random = new Random(seed);
            for (int round = 1; round <= rounds; round++) {
                kill(program, output, platform, folder, random, round, progress);
            }
            expect(program.run(output, LIMIT, with(platform, "ledger", "--wait", "2min")), "ledger", output);
            List<Figure> figures = new ArrayList<>();
            Tally tally = new Tally();
            for (ArchiveFormat format : ArchiveFormats.all()) {
                expect(
                        program.run(output, LIMIT, archive(platform, folder, format, List.of())),
                        "archive write",
                        output);
                tally.add(compare(platform, new ArchiveFolder(place(folder, format)), format));
                progress.accept(format.name() + ": " + tally);
            }
            figures.add(new Figure(MISSING, tally.missing, ""));
            figures.add(new Figure(TWICE, tally.twice, ""));
            figures.add(new Figure(OTHER, tally.other, ""));
            figures.add(new Figure(DAMAGED, tally.damaged, ""));
            figures.add(new Figure("samples", tally.samples, ""));
            figures.add(new Figure("files", tally.files, ""));
            figures.add(new Figure("rounds", rounds, ""));
            return figures;
        } finally {
            platform.stop();
            progress.accept("everything is kept in " + folder);
        }
    }

    private static long last(ArchiveFolder folder) {
        try {
            return ArchiveLog.read(folder).last();
        } catch (IOException e) {
            throw CommandException.failed(folder.path() + " can't be read: " + e, e);
        }
    }

    /** The same files under another name, which all item ids begin with. */
    private static Path again(Path folder, int round) {
        try {
            return Files.createSymbolicLink(
                    folder.resolve("files-%02d".formatted(round)),
                    folder.resolve("files").toAbsolutePath());
        } catch (IOException e) {
            throw CommandException.failed("a link can't be made in " + folder + ": " + e, e);
        }
    }

    private static Path place(Path folder, ArchiveFormat format) {
        return folder.resolve("archives").resolve(format.name());
    }

    private static List<String> with(Platform platform, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", platform.connectionsFile().toString()));
        return all;
    }

    private static List<String> archive(Platform platform, Path folder, ArchiveFormat format, List<String> options) {
        List<String> arguments = new ArrayList<>(with(
                platform, "archive", "write", TOPIC, "-o", place(folder, format).toString()));
        arguments.addAll(List.of("--format", format.name()));
        arguments.addAll(options);
        return arguments;
    }

    private void kill(
            CommandProgram program,
            Path output,
            Platform platform,
            Path folder,
            Random random,
            int round,
            Consumer<String> progress) {
        ArchiveFormat format =
                ArchiveFormats.all().get(round % ArchiveFormats.all().size());
        boolean afterCommit = random.nextBoolean();
        int millis = random.nextInt(afterCommit ? LATEST_AFTER_COMMIT_MILLIS : LATEST_KILL_MILLIS);
        boolean command = random.nextBoolean();
        Process ingest = program.start(
                output, with(platform, "ingest", again(folder, round).toString()));
        Process archive =
                program.start(output, archive(platform, folder, format, List.of("--follow", "--interval", "300ms")));
        ArchiveFolder place = new ArchiveFolder(place(folder, format));
        long before = last(place);
        while (archive.isAlive()
                && (archive.descendants().findAny().isEmpty() || afterCommit && last(place) == before)) {
            Pause.of(LOOK);
        }
        Pause.of(Duration.ofMillis(millis));
        List<ProcessHandle> job = archive.descendants().toList();
        if (command) {
            archive.destroyForcibly();
        } else {
            job.forEach(ProcessHandle::destroyForcibly);
        }
        CommandProgram.await(archive, output, LIMIT);
        expect(CommandProgram.await(ingest, output, LIMIT), "ingest", output);
        // Whoever starts the command again finds the job gone: it ends with its parent.
        job.forEach(handle -> handle.onExit().join());
        progress.accept(String.format(
                Locale.ROOT,
                "round %d: %s of %s killed %.1f s after %s",
                round,
                command ? "the command" : "the job",
                format.name(),
                millis / 1000.0,
                afterCommit ? "its first commit" : "its start"));
    }

    private static void expect(int status, String command, Path output) {
        if (status != 0) {
            throw CommandException.failed(command + " ended with status " + status + "; see " + output);
        }
    }

    /** Counts over all formats. */
    private static final class Tally {
        private long samples;
        private long files;
        private long missing;
        private long twice;
        private long other;
        private long damaged;

        void add(Tally more) {
            samples += more.samples;
            files += more.files;
            missing += more.missing;
            twice += more.twice;
            other += more.other;
            damaged += more.damaged;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%,d samples in %,d files, missing %d, twice %d, of no record %d, damaged %d so far",
                    samples,
                    files,
                    missing,
                    twice,
                    other,
                    damaged);
        }
    }

    private static Tally compare(Platform platform, ArchiveFolder folder, ArchiveFormat format) throws IOException {
        Map<Sample.Origin, Integer> wanted = wanted(ConnectionsFile.read(platform.connectionsFile()));
        Tally tally = new Tally();
        ArchiveLog log = ArchiveLog.read(folder);
        tally.damaged += Remains.find(folder, format, log).size();
        Map<Sample.Origin, Integer> seen = new HashMap<>();
        for (ArchiveFile file : log.files()) {
            tally.files++;
            tally.damaged += Verifier.mistakes(folder, format, file).isEmpty() ? 0 : 1;
            try (SampleReader reader = format.read(folder.base(file), Selection.ALL)) {
                for (Optional<Sample> sample = reader.next(); sample.isPresent(); sample = reader.next()) {
                    tally.samples++;
                    Sample.Origin origin = sample.get().origin().orElseThrow();
                    int ids = Arrays.hashCode(sample.get().ids());
                    tally.twice += seen.put(origin, ids) == null ? 0 : 1;
                    tally.other += Integer.valueOf(ids).equals(wanted.get(origin)) ? 0 : 1;
                }
            }
        }
        tally.missing += wanted.keySet().stream()
                .filter(origin -> !seen.containsKey(origin))
                .count();
        return tally;
    }

    /** Hashes of the ids of all records, by where they come from. */
    private static Map<Sample.Origin, Integer> wanted(Connections connections) {
        Map<Sample.Origin, Integer> wanted = new HashMap<>();
        CommittedRecords records = new CommittedRecords(connections);
        try (SchemaSource schemas = RegistryClients.connect(connections)) {
            AvroRecordReader<TokenSequence> reader = AvroRecordReader.of(TokenSequence.class, schemas);
            records.visit(records.ranges(TOPIC), read -> {
                TokenSequence tokens = reader.read(read.value());
                int[] ids = tokens.getPlanes().get(0).getIds().stream()
                        .mapToInt(Integer::intValue)
                        .toArray();
                String key = read.key() == null ? "" : new String(read.key(), StandardCharsets.UTF_8);
                wanted.put(Origins.of(new ArchivedRecord(key, tokens)), Arrays.hashCode(ids));
            });
        }
        return wanted;
    }
}
