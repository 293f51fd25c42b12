package io.tokenloom.cli.archive;

import io.tokenloom.archive.ArchiveFormats;
import io.tokenloom.archive.commit.ArchiveException;
import io.tokenloom.archive.commit.ArchiveFile;
import io.tokenloom.archive.commit.ArchiveFolder;
import io.tokenloom.archive.commit.ArchiveIdentity;
import io.tokenloom.archive.commit.ArchiveLog;
import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.connection.Brokers;
import io.tokenloom.cli.connection.ConnectionOptions;
import io.tokenloom.cli.connection.DurationConverter;
import io.tokenloom.configuration.Durations;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tokenloom archive write}. */
@Command(
        name = "write",
        mixinStandardHelpOptions = true,
        description = {
            "Archives a token topic into a folder, each committed record once: it goes on where the archive ends, after a"
                    + " kill as well. Ends where the topic ends now, unless --follow.",
            "",
            "Runs the Archive job with a Flink of its own; docs/archive.md tells how it runs on a cluster."
        })
final class WriteCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "TOPIC", description = "Topic of token sequences.")
    private String topic;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FOLDER",
            required = true,
            description = "Folder of the archive, new or to go on with.")
    private Path path;

    @Option(names = "--format", paramLabel = "FORMAT", description = "parquet (the default), compact, megatron or mds.")
    private Optional<String> format = Optional.empty();

    @Option(names = "--follow", description = "Go on with what comes.")
    private boolean follow;

    @Option(
            names = "--interval",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Publish files so often (default: 1min).")
    private Duration interval = Duration.ofMinutes(1);

    @Option(
            names = "--dead-letters",
            paramLabel = "TOPIC",
            description = "Topic of records that can't be read (default: tokens.dlq.v1).")
    private String deadLetters = "tokens.dlq.v1";

    @Mixin
    private ConnectionOptions connection;

    @Override
    public Integer call() {
        ArchiveFolder folder = new ArchiveFolder(path);
        ArchiveIdentity identity = identity(folder);
        // Whoever named the wrong address learns it at once, and not from a job.
        Brokers.connect(connection.connections()).close();
        PrintWriter err = spec.commandLine().getErr();
        try {
            long before = samples(folder);
            int status = ArchiveProcess.start(yaml(identity), connection.file(), follow)
                    .await(new CommitWatch(folder, err), err);
            if (status == 0) {
                ArchiveLog log = ArchiveLog.read(folder);
                spec.commandLine()
                        .getOut()
                        .printf(
                                Locale.ROOT,
                                "%s: %,d more samples; %,d samples, %,d ids, %,d bytes in %,d files of %s%n",
                                path,
                                samples(folder) - before,
                                samples(folder),
                                log.files().stream()
                                        .mapToLong(ArchiveFile::tokens)
                                        .sum(),
                                log.files().stream()
                                        .mapToLong(ArchiveFile::bytes)
                                        .sum(),
                                log.files().size(),
                                identity.format());
                spec.commandLine().getOut().flush();
            }
            return status;
        } catch (IOException e) {
            throw CommandException.failed(path + ": " + e, e);
        }
    }

    private static long samples(ArchiveFolder folder) throws IOException {
        return ArchiveLog.read(folder).files().stream()
                .mapToLong(ArchiveFile::samples)
                .sum();
    }

    /** What the archive is, or is to be. The name of the job is the archive's own, so that no two jobs have one. */
    private ArchiveIdentity identity(ArchiveFolder folder) {
        try {
            format.ifPresent(ArchiveFormats::named);
            Optional<ArchiveIdentity> found = folder.identity();
            if (found.isPresent() && format.isPresent() && !found.get().format().equals(format.get())) {
                throw CommandException.usage(
                        path + " is an archive of " + found.get().format() + ", not of " + format.get()
                                + ". Leave --format out, or name another folder.");
            }
            return found.orElseGet(() -> new ArchiveIdentity(
                    format.orElse("parquet"),
                    "archive-"
                            + HexFormat.of()
                                    .toHexDigits(UUID.randomUUID().getLeastSignificantBits())
                                    .substring(8)));
        } catch (ArchiveException | IllegalArgumentException e) {
            throw CommandException.usage(e.getMessage(), e);
        } catch (IOException e) {
            throw CommandException.failed(path + " can't be read: " + e, e);
        }
    }

    private String yaml(ArchiveIdentity identity) {
        return String.join(
                "\n",
                List.of(
                        "job: " + identity.job(),
                        "checkpointInterval: " + Durations.text(interval),
                        "archives:",
                        "  - name: tokens",
                        "    from: " + quoted(topic),
                        "    to: " + quoted(path.toAbsolutePath().normalize().toString()),
                        "    format: " + identity.format(),
                        "    deadLetters: " + quoted(deadLetters),
                        ""));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
