package io.tokenloom.archive.commit;

import io.tokenloom.archive.ArchiveFormat;
import io.tokenloom.archive.ArchivedRecord;
import io.tokenloom.archive.Origins;
import io.tokenloom.archive.TokenFileWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;

/** Stages the files of one dataset, one after the other, a new one when one is large enough. Not thread-safe. */
public final class FileStaging implements Closeable {
    private final ArchiveFormat format;
    private final ArchiveFolder folder;
    private final String area;
    private final String dataset;
    private final IntFunction<String> names;
    private final List<StagedFile> staged = new ArrayList<>();
    private TokenFileWriter writer;
    private String name;
    private int samples;
    private long tokens;
    private long earliest;
    private long latest;

    /**
     * Of no file so far.
     *
     * @param area folder among the staged files: whose they are
     * @param dataset folder of them in the archive
     * @param names of the files in the archive, by their number
     */
    public FileStaging(
            ArchiveFolder folder, ArchiveFormat format, String area, String dataset, IntFunction<String> names) {
        this.folder = folder;
        this.format = format;
        this.area = area;
        this.dataset = dataset;
        this.names = names;
    }

    /** Adds a record behind those before it. */
    public void add(ArchivedRecord record) throws IOException {
        if (writer == null) {
            open(record);
        }
        writer.add(record);
        long time = Origins.micros(record.tokens().getEventTime());
        samples++;
        tokens += record.tokens().getPlanes().stream()
                .mapToLong(plane -> plane.getIds().size())
                .sum();
        earliest = Math.min(earliest, time);
        latest = Math.max(latest, time);
        if (writer.bytes() >= format.fileBytes()) {
            seal();
        }
    }

    private void open(ArchivedRecord record) throws IOException {
        Files.createDirectories(folder.staging().resolve(area));
        name = area + "/" + UUID.randomUUID();
        writer = format.create(folder.staging().resolve(name), Origins.fingerprint(record.tokens()));
        samples = 0;
        tokens = 0;
        earliest = Long.MAX_VALUE;
        latest = Long.MIN_VALUE;
    }

    private void seal() throws IOException {
        writer.close();
        writer = null;
        staged.add(new StagedFile(
                name,
                new ArchiveFile(
                        dataset,
                        names.apply(staged.size()),
                        samples,
                        tokens,
                        earliest,
                        latest,
                        Seal.of(folder.staging().resolve(name), format))));
    }

    /** Makes the open file whole and hands over all that are. Nothing is open then, and it begins anew. */
    public List<StagedFile> finish() throws IOException {
        if (writer != null) {
            seal();
        }
        List<StagedFile> all = List.copyOf(staged);
        staged.clear();
        return all;
    }

    /** Gives up the open file. It stays where it is, for nobody to read. */
    @Override
    public void close() throws IOException {
        if (writer != null) {
            writer.close();
            writer = null;
        }
    }
}
