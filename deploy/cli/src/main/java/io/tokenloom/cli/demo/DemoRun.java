package io.tokenloom.cli.demo;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.connection.ClaimStores;
import io.tokenloom.cli.connection.RegistryClients;
import io.tokenloom.cli.demo.report.ArchiveOutcome;
import io.tokenloom.cli.demo.report.DemoOutcome;
import io.tokenloom.cli.demo.report.Measurement;
import io.tokenloom.cli.demo.report.NotSent;
import io.tokenloom.cli.demo.sequence.DemoSequences;
import io.tokenloom.cli.ingest.Notices;
import io.tokenloom.cli.ingest.PathIngest;
import io.tokenloom.cli.ledger.LedgerReport;
import io.tokenloom.cli.ledger.RoutesLedger;
import io.tokenloom.connection.Connections;
import io.tokenloom.jobs.routes.Routes;
import io.tokenloom.reader.decode.TokenDecoders;
import io.tokenloom.reader.records.CommittedRecords;
import io.tokenloom.wire.SchemaSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends files through a running installation, waits until every source record is accounted for, decodes what came out
 * and compares it with the files. Works on any installation, so tests may bring their own.
 *
 * @param connections the installation
 * @param routes what its Tokenize job does
 * @param archives where tokens of texts are archived; empty for nowhere
 * @param apps the apps file, where apps run
 * @param measurements where a run without anything new finds the last measurement
 */
public record DemoRun(
        Connections connections,
        Routes routes,
        Optional<ArchivePlace> archives,
        Optional<Path> apps,
        Path measurements) {
    /**
     * Where tokens of texts are archived.
     *
     * @param folder for a folder for each topic and format
     * @param connections the connections file
     */
    public record ArchivePlace(Path folder, Path connections) {}

    /** A job restarts in less, checkpoints complete in less. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Takes a file or folder the whole way. */
    public DemoOutcome run(Path input, Notices notices) throws IOException {
        PathIngest ingest = PathIngest.of(input);
        if (ingest.sources().isEmpty()) {
            throw CommandException.usage(input + " holds no file that can be read; name another --input");
        }
        try (SchemaSource schemas = RegistryClients.connect(connections)) {
            Optional<DemoSequences> sequences =
                    apps.map(file -> DemoSequences.begin(connections, schemas, routes, file));
            Map<String, String> failed;
            LedgerReport ledger;
            Optional<Measurement> measured;
            try (OutcomeTail tail = OutcomeTail.start(connections, routes, schemas)) {
                notices.tell("sending " + ingest.sources().size() + " files");
                failed = ingest.send(connections, notices);
                notices.tell("waiting for tokens and dead letters");
                ledger = outcomes(schemas);
                measured = tail.finish();
            }
            sequences.ifPresent(DemoSequences::end);
            notices.tell("archiving the tokens of texts, decoding all tokens and comparing them with the files");
            Optional<DemoArchive> archive = archives.isPresent()
                    ? DemoArchive.start(archives.get().folder(), archives.get().connections(), routes)
                    : Optional.empty();
            return outcome(ingest, schemas, failed, ledger, measured, archive, sequences, notices);
        }
    }

    private LedgerReport outcomes(SchemaSource schemas) {
        RoutesLedger ledger = RoutesLedger.open(new CommittedRecords(connections), routes, schemas);
        try (DemoProgress progress = DemoProgress.onStandardError()) {
            return new OutcomeWait(PATIENCE).until(ledger, progress::tell);
        }
    }

    private DemoOutcome outcome(
            PathIngest ingest,
            SchemaSource schemas,
            Map<String, String> failed,
            LedgerReport ledger,
            Optional<Measurement> measured,
            Optional<DemoArchive> archive,
            Optional<DemoSequences> sequences,
            Notices notices)
            throws IOException {
        MeasurementFile file = new MeasurementFile(measurements);
        if (measured.isPresent()) {
            file.write(measured.get());
        }
        List<NotSent> notSent = failed.entrySet().stream()
                .map(entry -> new NotSent(entry.getKey(), entry.getValue()))
                .toList();
        try (TokenDecoders decoders = TokenDecoders.of(List.of(), routes.tokenizers());
                DemoReplay replay =
                        new DemoReplay(ingest.sources(), routes, decoders, schemas, ClaimStores.of(connections))) {
            replay.read(new CommittedRecords(connections));
            Optional<ArchiveOutcome> archived = archive.isPresent()
                    ? Optional.of(archive.get().finish(decoders, new PrintWriter(System.err)))
                    : Optional.empty();
            if (sequences.isPresent()) {
                notices.tell("waiting for packed sequences, taking them apart and comparing them with the tokens");
            }
            return new DemoOutcome(
                    Instant.now(),
                    replay.items(failed),
                    ledger,
                    replay.check(failed),
                    replay.visual(),
                    replay.tokenizers(),
                    measured.isPresent() ? measured : file.read(),
                    measured.isPresent(),
                    replay.excerpts(),
                    replay.deadLetters(),
                    notSent,
                    archived,
                    sequences.map(packed -> packed.finish(decoders)));
        }
    }
}
