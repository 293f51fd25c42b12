package io.tokenloom.cli.ingest;

import io.tokenloom.cli.connection.Brokers;
import io.tokenloom.connection.Connections;
import io.tokenloom.wire.SchemaSource;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code tokenloom ingest PATH} for other commands: a file or folder to the platform's own topics. Not thread-safe. */
public final class PathIngest {
    private final SourceScan scan;

    private PathIngest(SourceScan scan) {
        this.scan = scan;
    }

    /**
     * A file that is sent.
     *
     * @param source source id, which is the key of its records
     * @param path where it is
     * @param form how it becomes records
     */
    public record PathSource(String source, Path path, SourceForm form) {}

    /** Looks through the path; nothing is sent yet. */
    public static PathIngest of(Path path) {
        return new PathIngest(SourceScan.of(List.of(path.toString()), Optional.empty(), InputStream.nullInputStream()));
    }

    /** Topic that gets a record with each transaction, as its last. */
    public static String progressTopic() {
        return Progress.TOPIC.name();
    }

    /** The files that can be read, by source id. */
    public List<PathSource> sources() {
        return scan.files().stream()
                .map(file -> new PathSource(file.id(), ((SourceContent.OfFile) file.content()).path(), file.form()))
                .toList();
    }

    /**
     * Sends all files; those that were sent before and have not changed stay as they are.
     *
     * @return what could not be sent, and why
     */
    public Map<String, String> send(Connections connections, Notices notices) {
        Map<String, String> failed = new LinkedHashMap<>(scan.unreadable());
        Optional<TerminalMeter> bar =
                System.console() == null ? Optional.empty() : Optional.of(TerminalMeter.over(scan.files(), System.err));
        try (Brokers brokers = Brokers.connect(connections);
                IngestRun run = new IngestRun(
                        connections,
                        brokers,
                        IngestPlan.of(Optional.empty(), scan.files()),
                        () -> SchemaSource.connect(connections.schemaRegistry()),
                        Repetition.SKIP,
                        bar.<Meter>map(meter -> meter).orElse(Meter.SILENT),
                        notices)) {
            run.send(scan.files(), outcome -> {
                if (outcome.status() == SourceOutcome.Status.FAILED) {
                    failed.put(outcome.source(), outcome.note());
                }
            });
        } finally {
            bar.ifPresent(TerminalMeter::close);
        }
        return failed;
    }
}
