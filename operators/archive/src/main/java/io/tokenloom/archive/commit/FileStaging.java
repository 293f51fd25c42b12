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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stages the files of one dataset, one after the other, a new one when one is large enough. Not thread-safe. */
public final class FileStaging implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(FileStaging.class);

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

    /**
     * Adds a record behind those before it.
     *
     * @throws IOException if the disk is full or fails; the message names the archive
     */
    public void add(ArchivedRecord record) throws IOException {
        try {
            if (writer == null) {
                open(record);
            }
            writer.add(record);
        } catch (IOException e) {
            throw unwritable(e);
        }
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
        TokenFileWriter whole = writer;
        // Whatever comes of it, it is not to be closed again.
        writer = null;
        try {
            whole.close();
        } catch (IOException e) {
            throw unwritable(e);
        }
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

    private IOException unwritable(IOException e) {
        return new IOException("files of the archive " + folder.path() + " can't be written: " + e.getMessage(), e);
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

    /**
     * Gives up the open file. It stays where it is, for nobody to read. What fails then, on a full disk say, is only logged: it
     * would hide why the file is given up, and Flink ends a whole TaskManager over it.
     */
    @Override
    public void close() {
        if (writer != null) {
            try {
                writer.close();
            } catch (IOException | RuntimeException e) {
                LOG.warn("The staged file {} in {} is given up, and can't be closed", name, folder.path(), e);
            }
            writer = null;
        }
    }
}
