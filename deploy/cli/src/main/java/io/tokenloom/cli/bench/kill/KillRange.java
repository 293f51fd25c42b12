package io.tokenloom.cli.bench.kill;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.ExitCode;
import io.tokenloom.cli.connection.Brokers;
import io.tokenloom.cli.connection.RegistryClients;
import io.tokenloom.cli.ledger.LedgerCounts;
import io.tokenloom.cli.ledger.LedgerWait;
import io.tokenloom.cli.ledger.RoutesLedger;
import io.tokenloom.cli.platform.Platform;
import io.tokenloom.cli.platform.StartOptions;
import io.tokenloom.configuration.ConfigurationException;
import io.tokenloom.configuration.ConnectionsFile;
import io.tokenloom.connection.Connections;
import io.tokenloom.jobs.routes.Routes;
import io.tokenloom.jobs.routes.RoutesFile;
import io.tokenloom.reader.ReaderException;
import io.tokenloom.reader.records.CommittedRecords;
import io.tokenloom.standalone.HomeFolder;
import io.tokenloom.wire.SchemaSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A platform of its own to kill parts of. The same files are sent first undisturbed and then once in each round, under
 * another folder name each time, so that every round also meets what the kills before it left behind.
 *
 * <p>Platform and sender are real processes, started with the tokenloom command. Not thread-safe; closing it stops the
 * platform and leaves the files.
 */
public final class KillRange implements AutoCloseable {
    private static final Duration COMMAND_LIMIT = Duration.ofMinutes(4);
    private static final Duration CATCH_UP_LIMIT = Duration.ofMinutes(4);
    private static final Duration LEDGER_LIMIT = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final int SEND_ATTEMPTS = 20;

    private final CommandProgram program;
    private final Path folder;
    private final Platform platform;
    private final Consumer<String> notices;
    private Connections connections;
    private Routes routes;
    private SchemaSource schemas;
    private UndisturbedRun undisturbed;

    private KillRange(CommandProgram program, Path folder, Consumer<String> notices) {
        this.program = program;
        this.folder = folder;
        this.platform = new Platform(folder.resolve("home"));
        this.notices = notices;
    }

    /** What a run without a kill wrote: offsets to source topics and to all topics, and the records. */
    private record UndisturbedRun(long sourceOffsets, long allOffsets, RunOutcomes outcomes) {}

    /**
     * Starts a platform in an empty folder and sends the input once, undisturbed.
     *
     * @param notices takes lines for the person who waits
     * @throws CommandException "failed" if even that does not balance
     */
    public static KillRange open(CommandProgram program, Path folder, KillInput input, Consumer<String> notices)
            throws IOException {
        KillRange range = new KillRange(program, folder, notices);
        try {
            input.write(folder.resolve("files"));
            Files.createDirectories(folder.resolve("sent"));
            range.up();
            range.connect();
            range.sendUndisturbed();
            return range;
        } catch (IOException | RuntimeException e) {
            range.close();
            throw e;
        }
    }

    /** The platform, for looking at. */
    public Platform platform() {
        return platform;
    }

    /** What the undisturbed run left. */
    public RunOutcomes undisturbed() {
        return undisturbed.outcomes();
    }

    /** Sends the files, kills in the middle, starts again what does not start itself, sends again, waits, compares. */
    public RoundResult play(KillRound round) throws IOException {
        notices.accept("round " + round.number() + ": " + round.victim().label() + " at " + round.moment());
        Path sent = sent(round.number());
        RunOutcomes outcomes = outcomes(sent);
        Process sender;
        double share;
        try (Brokers brokers = Brokers.connect(connections)) {
            MomentWatch watch = MomentWatch.of(brokers, home(), routes, round.victim());
            long whole = round.victim() == Victim.INGEST ? undisturbed.sourceOffsets() : undisturbed.allOffsets();
            sender = program.start(output("ingest"), sending(sent));
            share = watch.await(round.moment(), whole);
            HardKill.of(round.victim(), platform, sender);
        }
        long killed = System.nanoTime();
        if (round.victim().endsPlatform()) {
            up();
        }
        CommandProgram.await(sender, output("ingest"), COMMAND_LIMIT);
        send(sent);
        catchUp(outcomes);
        Duration recovery = Duration.ofNanos(System.nanoTime() - killed);
        RoundResult result = compare(round, share, recovery, outcomes);
        notices.accept("  " + result);
        return result;
    }

    private void sendUndisturbed() throws IOException {
        notices.accept("undisturbed run");
        Path sent = sent(0);
        RunOutcomes outcomes = outcomes(sent);
        try (Brokers brokers = Brokers.connect(connections)) {
            MomentWatch sources = MomentWatch.of(brokers, home(), routes, Victim.INGEST);
            MomentWatch all = MomentWatch.of(brokers, home(), routes, Victim.EVERYTHING);
            long start = System.nanoTime();
            send(sent);
            LedgerCounts ledger = ledger(CATCH_UP_LIMIT);
            outcomes.advance();
            undisturbed = new UndisturbedRun(sources.written(), all.written(), outcomes);
            if (!ledger.balanced()
                    || outcomes.sources().repeated() + outcomes.tokenRecords().repeated() > 0) {
                throw CommandException.failed("already the undisturbed run does not balance: " + ledger);
            }
            notices.accept("  %,d source records, %,d token records, %,d dead letters in %.1f s"
                    .formatted(
                            outcomes.sources().size(),
                            outcomes.tokenRecords().size(),
                            outcomes.deadLetters().size(),
                            (System.nanoTime() - start) / 1e9));
        }
    }

    private RoundResult compare(KillRound round, double share, Duration recovery, RunOutcomes outcomes) {
        LedgerCounts ledger = ledger(LEDGER_LIMIT);
        // What would come late is there by now.
        outcomes.advance();
        RunOutcomes wanted = undisturbed.outcomes();
        List<String> examples = new ArrayList<>();
        examples.addAll(outcomes.sources().examples(wanted.sources()));
        examples.addAll(outcomes.tokenRecords().examples(wanted.tokenRecords()));
        examples.addAll(outcomes.deadLetters().examples(wanted.deadLetters()));
        return new RoundResult(
                round,
                share,
                recovery,
                ledger,
                outcomes.sources().deviations(wanted.sources()),
                outcomes.tokenRecords().deviations(wanted.tokenRecords()),
                outcomes.deadLetters().deviations(wanted.deadLetters()),
                outcomes.strangers(),
                outcomes.disordered(),
                examples);
    }

    private LedgerCounts ledger(Duration limit) {
        RoutesLedger ledger = RoutesLedger.open(new CommittedRecords(connections), routes, schemas);
        return new LedgerWait(limit).until(ledger, report -> {}).total();
    }

    /** Until as many records are there as there should be; what else they are is for the comparison to say. */
    private void catchUp(RunOutcomes outcomes) {
        long deadline = System.nanoTime() + CATCH_UP_LIMIT.toNanos();
        while (System.nanoTime() - deadline < 0) {
            try {
                outcomes.advance();
            } catch (CommandException | ReaderException e) {
                if (!ExitCode.isUnreachable(e)) {
                    throw e;
                }
            }
            if (outcomes.sources().size() >= undisturbed.outcomes().sources().size()
                    && outcomes.outputs() >= undisturbed.outcomes().outputs()) {
                return;
            }
            Pause.of(LOOK);
        }
    }

    private void up() {
        int status = program.run(
                output("up"),
                COMMAND_LIMIT,
                List.of("up", "--home", platform.home().toString(), "--apps", StartOptions.NO_APPS));
        if (status != ExitCode.OK) {
            throw CommandException.failed("up ended with status " + status + "; see " + output("up"));
        }
    }

    /** As a person would: again, until it does not fail. */
    private void send(Path sent) {
        int status = ExitCode.FAILED;
        for (int attempt = 0; attempt < SEND_ATTEMPTS && status != ExitCode.OK; attempt++) {
            status = program.run(output("ingest"), COMMAND_LIMIT, sending(sent));
        }
        if (status != ExitCode.OK) {
            throw CommandException.failed("ingest still ends with status " + status + " after " + SEND_ATTEMPTS
                    + " attempts; see " + output("ingest"));
        }
    }

    private List<String> sending(Path sent) {
        return List.of(
                "ingest",
                sent.toString(),
                "--config",
                platform.connectionsFile().toString());
    }

    private void connect() {
        try {
            connections = ConnectionsFile.read(platform.connectionsFile());
            routes = RoutesFile.read(platform.routesFile(StartOptions.AS_BEFORE));
        } catch (ConfigurationException e) {
            throw CommandException.usage(e.getMessage(), e);
        }
        schemas = RegistryClients.connect(connections);
    }

    /** The same files under another name, which all item ids begin with. Names of one length give equal lengths. */
    private Path sent(int number) throws IOException {
        return Files.createSymbolicLink(
                folder.resolve("sent").resolve("killrange-%03d".formatted(number)),
                folder.resolve("files").toAbsolutePath());
    }

    private RunOutcomes outcomes(Path sent) {
        return RunOutcomes.of(
                new CommittedRecords(connections),
                routes,
                schemas,
                sent.getFileName().toString());
    }

    private HomeFolder home() {
        return new HomeFolder(platform.home());
    }

    private Path output(String name) {
        return folder.resolve("output").resolve(name + ".txt");
    }

    /** Stops the platform. */
    @Override
    public void close() {
        if (schemas != null) {
            schemas.close();
        }
        platform.stop();
    }
}
