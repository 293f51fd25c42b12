package io.tokenloom.archive.commit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Where everything of an archive lies. Thread-safe: holds only its path. */
public final class ArchiveFolder {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    private static final String IDENTITY = "_archive.json";
    private static final String LOCK = "_archive.lock";
    private static final String WRITER = "_archive.writer";
    private static final String COMMITS = "_commits";
    private static final String STAGING = "_staging";
    private static final String SUPERSEDED = "_superseded";
    private static final String SNAPSHOT = "snapshot-";
    private static final String SUFFIX = ".json";
    private static final int DIGITS = 12;

    private final Path path;

    /** A folder, there or not. */
    public ArchiveFolder(Path path) {
        this.path = path;
    }

    /** The folder itself. */
    public Path path() {
        return path;
    }

    /** Where files lie until they are published. */
    public Path staging() {
        return path.resolve(STAGING);
    }

    /**
     * Deletes staged files that somebody left behind.
     *
     * @param area whose they are
     * @param before only those that were written to before then
     */
    public void clearStaged(String area, Instant before) throws IOException {
        Path files = staging().resolve(area);
        if (!Files.isDirectory(files)) {
            return;
        }
        try (Stream<Path> staged = Files.list(files)) {
            for (Path file : staged.toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    Path superseded() {
        return path.resolve(SUPERSEDED);
    }

    /** Path of a file without suffix. */
    public Path base(ArchiveFile file) {
        return path.resolve(file.path());
    }

    /**
     * What the archive is; empty where there is none.
     *
     * @throws ArchiveException if the folder says it in a way that is not understood here
     */
    public Optional<ArchiveIdentity> identity() throws IOException {
        Path file = path.resolve(IDENTITY);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        ArchiveIdentity identity = read(file, ArchiveIdentity.class);
        if (identity.version() != ArchiveIdentity.VERSION) {
            throw new ArchiveException(path + " is an archive of layout " + identity.version()
                    + ", and this program knows " + ArchiveIdentity.VERSION + ". Use the program that wrote it.");
        }
        return Optional.of(identity);
    }

    /**
     * Makes the folder an archive, or sees that it is this one.
     *
     * @throws ArchiveException if it is another one, or holds other files
     */
    public void claim(ArchiveIdentity identity) throws IOException {
        Files.createDirectories(path);
        requireFree(identity);
        if (identity().isEmpty()) {
            write(path.resolve(IDENTITY), identity);
        }
    }

    /**
     * Sees that the folder is this archive, or can become it; changes nothing.
     *
     * @throws ArchiveException if it is another one, or holds other files
     */
    public void requireFree(ArchiveIdentity identity) throws IOException {
        Optional<ArchiveIdentity> found = identity();
        if (found.isPresent()) {
            if (!found.get().equals(identity)) {
                throw new ArchiveException(
                        path + " is an archive of " + found.get().format() + " that the job \""
                                + found.get().job() + "\" writes, and not one of " + identity.format() + " of \""
                                + identity.job() + "\". Name another folder, or that job.");
            }
            return;
        }
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.list(path)) {
            Optional<Path> first = files.filter(file ->
                            !Set.of(LOCK, WRITER).contains(file.getFileName().toString()))
                    .findFirst();
            if (first.isPresent()) {
                throw new ArchiveException(path + " is no archive and not empty: there is "
                        + first.get().getFileName() + " in it. Name another folder.");
            }
        }
    }

    /** Keeps everyone else from changing what counts until it is closed. Waits for who does so now. */
    FileChannel lock() throws IOException {
        FileChannel channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            channel.lock();
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Keeps other processes of this machine from writing here until it is closed, or this process is gone.
     *
     * @throws ArchiveException if one does
     */
    public Closeable writer() throws IOException {
        FileChannel channel =
                FileChannel.open(path.resolve(WRITER), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw new ArchiveException("another process writes to " + path + ". Wait for its end, or stop it.");
        }
        return channel;
    }

    Path commitFile(long id) {
        return path.resolve(COMMITS).resolve(number(id) + SUFFIX);
    }

    Path snapshotFile(long through) {
        return path.resolve(COMMITS).resolve(SNAPSHOT + number(through) + SUFFIX);
    }

    /** A commit's number as names of files have it. */
    public static String number(long id) {
        return String.format("%0" + DIGITS + "d", id);
    }

    /** Of the commits that are there as files, from the oldest on. */
    List<Path> commitFiles() throws IOException {
        return list(name -> !name.startsWith(SNAPSHOT));
    }

    /** Of the snapshots that are there, from the oldest on: all but the last are remains. */
    List<Path> snapshotFiles() throws IOException {
        return list(name -> name.startsWith(SNAPSHOT));
    }

    private List<Path> list(Predicate<String> names) throws IOException {
        Path folder = path.resolve(COMMITS);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(
                    files.filter(file -> file.getFileName().toString().endsWith(SUFFIX)
                                    && !file.getFileName().toString().startsWith("."))
                            .filter(file -> names.test(file.getFileName().toString()))
                            .sorted()
                            .toList());
        }
    }

    static <T> T read(Path file, Class<T> type) throws IOException {
        try {
            return JSON.readValue(Files.readAllBytes(file), type);
        } catch (JsonProcessingException e) {
            throw new ArchiveException(file + " can't be understood: " + e.getOriginalMessage()
                    + ". Restore it from a copy; nothing else says which files count.");
        }
    }

    /** A file comes into being whole. */
    static void write(Path file, Object content) throws IOException {
        Files.createDirectories(file.getParent());
        Path staged = file.resolveSibling("." + file.getFileName() + ".staged");
        try (FileChannel channel = FileChannel.open(
                staged, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(JSON.writeValueAsBytes(content)));
            channel.force(true);
        }
        Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE);
        force(file.getParent());
    }

    /** What was renamed in a folder stays renamed when the machine loses power. */
    static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            // Not every system can do that with a folder; those that can't, need not.
            return;
        }
    }
}
