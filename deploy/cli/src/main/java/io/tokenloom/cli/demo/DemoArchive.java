package io.tokenloom.cli.demo;

import io.tokenloom.archive.ArchiveFormat;
import io.tokenloom.archive.ArchiveFormats;
import io.tokenloom.archive.ArchivedRecord;
import io.tokenloom.archive.RecordReader;
import io.tokenloom.archive.Sample;
import io.tokenloom.archive.SampleReader;
import io.tokenloom.archive.Selection;
import io.tokenloom.archive.commit.ArchiveFile;
import io.tokenloom.archive.commit.ArchiveFolder;
import io.tokenloom.archive.commit.ArchiveLog;
import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.archive.ArchiveProcess;
import io.tokenloom.cli.demo.report.ArchiveOutcome;
import io.tokenloom.cli.demo.report.ArchivedFormat;
import io.tokenloom.jobs.routes.ItemKind;
import io.tokenloom.jobs.routes.Route;
import io.tokenloom.jobs.routes.Routes;
import io.tokenloom.reader.decode.DecodedPart;
import io.tokenloom.reader.decode.TokenDecoders;
import io.tokenloom.text.mode.TextMode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Archives the tokens of texts in every format while the rest of the demo goes on, and reads them back. A second run adds
 * what is new. Not thread-safe.
 */
final class DemoArchive {
    private final Path home;
    private final List<String> topics;
    private final ArchiveProcess process;

    private DemoArchive(Path home, List<String> topics, ArchiveProcess process) {
        this.home = home;
        this.topics = topics;
        this.process = process;
    }

    /** Begins; nothing if no route makes tokens of texts that can be decoded by their tokenizer alone. */
    static Optional<DemoArchive> start(Path home, Path connections, Routes routes) throws IOException {
        Set<String> topics = new LinkedHashSet<>();
        routes.routes().stream()
                .filter(route -> route.item() == ItemKind.TEXT && route.mode().equals(TextMode.AS_PUBLISHED))
                .map(Route::to)
                .forEach(topics::add);
        if (topics.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder yaml = new StringBuilder("job: demo-archive\narchives:\n");
        for (String topic : topics) {
            for (ArchiveFormat format : ArchiveFormats.all()) {
                yaml.append("  - {name: %s-%s, from: %s, to: '%s', format: %s}%n"
                        .formatted(
                                topic,
                                format.name(),
                                topic,
                                folder(home, topic, format).path().toString().replace("'", "''"),
                                format.name()));
            }
        }
        return Optional.of(
                new DemoArchive(home, List.copyOf(topics), ArchiveProcess.start(yaml.toString(), connections, false)));
    }

    private static ArchiveFolder folder(Path home, String topic, ArchiveFormat format) {
        return new ArchiveFolder(
                home.resolve(topic).resolve(format.name()).toAbsolutePath().normalize());
    }

    /**
     * Waits until all is written, and reads it back.
     *
     * @throws CommandException "failed" if it can't be written
     */
    ArchiveOutcome finish(TokenDecoders decoders, PrintWriter err) throws IOException {
        if (process.await(() -> {}, err) != 0) {
            throw CommandException.failed("the tokens can't be archived in " + home);
        }
        List<ArchivedFormat> formats = new ArrayList<>();
        long textBytes = 0;
        boolean exact = true;
        for (String topic : topics) {
            Optional<Content> first = Optional.empty();
            for (ArchiveFormat format : ArchiveFormats.all()) {
                ArchiveFolder folder = folder(home, topic, format);
                Content content = content(folder, format);
                if (first.isEmpty()) {
                    first = Optional.of(content);
                    Decoded decoded = decode(folder, format, decoders);
                    textBytes += decoded.bytes();
                    exact &= decoded.exact();
                }
                exact &= content.equals(first.get());
                List<ArchiveFile> files = ArchiveLog.read(folder).files();
                formats.add(new ArchivedFormat(
                        format.name(),
                        files.size(),
                        content.samples(),
                        content.tokens(),
                        files.stream().mapToLong(ArchiveFile::bytes).sum(),
                        folder.path().toString()));
            }
        }
        return new ArchiveOutcome(formats, textBytes, exact);
    }

    /**
     * What an archive holds, whatever the order of its samples.
     *
     * @param hashes sum of a hash of each sample
     */
    private record Content(long samples, long tokens, long hashes) {}

    private static Content content(ArchiveFolder folder, ArchiveFormat format) throws IOException {
        long samples = 0;
        long tokens = 0;
        long hashes = 0;
        for (ArchiveFile file : ArchiveLog.read(folder).files()) {
            try (SampleReader reader = format.read(folder.base(file), Selection.ALL)) {
                for (Optional<Sample> sample = reader.next(); sample.isPresent(); sample = reader.next()) {
                    samples++;
                    tokens += sample.get().ids().length;
                    hashes += 31L * sample.get().origin().hashCode()
                            + Arrays.hashCode(sample.get().ids());
                }
            }
        }
        return new Content(samples, tokens, hashes);
    }

    private record Decoded(long bytes, boolean exact) {}

    private static Decoded decode(ArchiveFolder folder, ArchiveFormat format, TokenDecoders decoders)
            throws IOException {
        long bytes = 0;
        boolean exact = true;
        for (ArchiveFile file : ArchiveLog.read(folder).files()) {
            try (RecordReader records = format.records(folder.base(file))) {
                for (Optional<ArchivedRecord> record = records.next(); record.isPresent(); record = records.next()) {
                    DecodedPart part = decoders.text(record.get().tokens().getTokenizer())
                            .decode(record.get().tokens());
                    bytes += part.bytes().length;
                    exact &= part.exact();
                }
            }
        }
        return new Decoded(bytes, exact);
    }
}
