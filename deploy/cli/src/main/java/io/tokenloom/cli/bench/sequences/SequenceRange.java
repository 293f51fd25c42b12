package io.tokenloom.cli.bench.sequences;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.bench.kill.CommandProgram;
import io.tokenloom.cli.platform.Platform;
import io.tokenloom.configuration.ConnectionsFile;
import io.tokenloom.connection.Connections;
import io.tokenloom.reader.records.CommittedRecords;
import io.tokenloom.record.PackedSequence;
import io.tokenloom.sequence.PackedSequences;
import io.tokenloom.wire.AvroRecordReader;
import io.tokenloom.wire.SchemaSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Mixed documents, tokenized once by a running platform, and then put together and packed again and again by a process of
 * apps of its own: undisturbed at first, then killed with {@code kill -9} at moments that a seed decides. Each run must give
 * the same sequences, byte for byte, and hold each token once. Not thread-safe.
 */
public final class SequenceRange implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final long LOOK_MILLIS = 5;
    private static final String APP = "sequences";

    /** The last kill comes before the end. */
    private static final double MOST_DONE = 0.95;

    private final Path folder;
    private final Consumer<String> progress;
    private final Connections connections;
    private final CommittedRecords committed;
    private final SchemaSource schemas;
    private SourceTokens tokens;
    private Set<String> undisturbed = Set.of();
    private int runs;

    private SequenceRange(Path folder, Platform platform, Consumer<String> progress) {
        this.folder = folder;
        this.progress = progress;
        this.connections = ConnectionsFile.read(platform.connectionsFile());
        this.committed = new CommittedRecords(connections);
        this.schemas = SchemaSource.connect(connections.schemaRegistry());
    }

    /**
     * Tokenizes the documents on a running platform, and puts them together undisturbed.
     *
     * @param folder for files of its own
     */
    public static SequenceRange open(
            CommandProgram program,
            Path folder,
            Platform platform,
            DocumentFolders documents,
            Consumer<String> progress)
            throws IOException, InterruptedException {
        SequenceRange range = new SequenceRange(Files.createDirectories(folder), platform, progress);
        new TokenizedDocuments(platform, range.schemas).write(program, folder, documents, 1);
        range.tokens = SourceTokens.read(
                range.committed, range.schemas, List.of(TokenizedDocuments.TEXTS, TokenizedDocuments.PICTURES));
        progress.accept(range.tokens.count() + " token records");
        SequenceRound first = range.play(0, new Random(documents.seed()));
        progress.accept("undisturbed: " + first);
        if (first.missing() + first.twice() + first.different() + first.strangers() + first.deadLetters() > 0) {
            throw CommandException.failed("already the undisturbed run is wrong: " + first);
        }
        return range;
    }

    /**
     * Runs the apps over all tokens and kills them on the way.
     *
     * @param kills how often
     * @param random where the moments come from
     */
    public SequenceRound play(int kills, Random random) throws IOException, InterruptedException {
        String run = "run-" + runs++;
        String packed = "rounds.packed." + run + ".v1";
        String deadLetters = "rounds.dlq." + run + ".v1";
        AppsProgram apps = AppsProgram.of(
                file(run + ".yaml", apps(run, packed, deadLetters)),
                file("connections.yaml", slowly()),
                folder.resolve(run),
                folder.resolve("apps.out"));
        long began = System.nanoTime();
        Process process = apps.start();
        try (AppsProgress along = new AppsProgress(connections, run + "-" + APP)) {
            for (int kill = 0; kill < kills; kill++) {
                await(along, packed, (kill + random.nextDouble()) / kills * MOST_DONE, process);
                process.destroyForcibly().waitFor();
                progress.accept("killed with " + along.read() + " of " + along.all() + " records read, "
                        + read(packed).size() + " of " + undisturbed.size() + " sequences published");
                process = apps.start();
            }
            awaitAll(packed, deadLetters, process);
        } finally {
            process.destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
        return compare(kills, packed, deadLetters, (System.nanoTime() - began) / 1e9);
    }

    private String apps(String run, String packed, String deadLetters) {
        return """
                application: %s
                assemble:
                  - name: %s
                    from: [%s, %s]
                    to: %s
                    deadLetters: %s
                    documents: {gap: 10s, grace: 2s, idle: 1s}
                    ids:
                      - {tokenizer: o200k_base, modality: text, offset: 0}
                      - {tokenizer: visual-reference, modality: visual, offset: 200064, begin: [200019], end: [200020]}
                    documentEnd: [199999]
                    pack: {length: 2048, delay: 40s, open: 3}
                """.formatted(run, APP, TokenizedDocuments.TEXTS, TokenizedDocuments.PICTURES, packed, deadLetters);
    }

    /** Few records at a time and many commits, so that kills fall between them. */
    private String slowly() {
        StringBuilder yaml = new StringBuilder("kafka:\n");
        connections.kafka().forEach((key, value) -> yaml.append("  \"" + key + "\": \"" + value + "\"\n"));
        yaml.append("  max.poll.records: 2\n  commit.interval.ms: 20\n  buffered.records.per.partition: 2\n");
        yaml.append("schemaRegistry:\n");
        connections.schemaRegistry().forEach((key, value) -> yaml.append("  \"" + key + "\": \"" + value + "\"\n"));
        return yaml.toString();
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    /** Waits for a share of the work. Half of it is to read the records, half to publish their sequences. */
    private void await(AppsProgress along, String packed, double share, Process process) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            double read = (double) along.read() / along.all();
            double published = (double) read(packed).size() / undisturbed.size();
            if ((read + published) / 2 > share) {
                return;
            }
            requireGoing(process, deadline);
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private void awaitAll(String packed, String deadLetters, Process process) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (tokens.compare(items(packed)).missing() > 0 && read(deadLetters).isEmpty()) {
            requireGoing(process, deadline);
            TimeUnit.MILLISECONDS.sleep(20 * LOOK_MILLIS);
        }
    }

    private void requireGoing(Process process, long deadline) {
        if (!process.isAlive()) {
            throw CommandException.failed(
                    "the apps ended with status " + process.exitValue() + "; see " + folder.resolve("apps.out"));
        }
        if (System.nanoTime() - deadline > 0) {
            throw CommandException.failed(
                    "not all sequences within " + LIMIT.toSeconds() + " s; see " + folder.resolve("apps.out"));
        }
    }

    private List<byte[]> read(String topic) {
        List<byte[]> values = new ArrayList<>();
        committed.visit(committed.ranges(topic), (ConsumerRecord<byte[], byte[]> record) -> values.add(record.value()));
        return values;
    }

    private List<PackedSequences.ItemTokens> items(String packed) {
        AvroRecordReader<PackedSequence> reader = AvroRecordReader.of(PackedSequence.class, schemas);
        return read(packed).stream()
                .flatMap(value -> PackedSequences.items(reader.read(value)).stream())
                .toList();
    }

    private SequenceRound compare(int kills, String packed, String deadLetters, double seconds) {
        List<String> values =
                read(packed).stream().map(HexFormat.of()::formatHex).toList();
        Set<String> distinct = new HashSet<>(values);
        if (undisturbed.isEmpty()) {
            undisturbed = distinct;
        }
        Set<String> other = new HashSet<>(distinct);
        other.removeAll(undisturbed);
        Set<String> lacking = new HashSet<>(undisturbed);
        lacking.removeAll(distinct);
        SourceTokens.Comparison comparison = tokens.compare(items(packed));
        return new SequenceRound(
                packed,
                kills,
                values.size(),
                tokens.count(),
                comparison.missing(),
                comparison.twice(),
                comparison.different(),
                comparison.strangers(),
                other.size() + lacking.size() + values.size() - distinct.size(),
                read(deadLetters).size(),
                seconds);
    }

    @Override
    public void close() {
        schemas.close();
    }
}
