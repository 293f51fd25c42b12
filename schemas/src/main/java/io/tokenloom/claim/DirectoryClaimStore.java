package io.tokenloom.claim;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory that producers and workers share: {@code ab/abcdef...}, named by digest. Files appear whole. Nothing
 * outside the directory is ever opened, whatever a claim check says, also not through links.
 */
public final class DirectoryClaimStore implements ClaimStore {
    private static final int PREFIX = 2;
    private static final String UNFINISHED = ".part";

    private final Path root;

    private DirectoryClaimStore(Path root) {
        this.root = root;
    }

    /**
     * The store in a directory that is there.
     *
     * @throws IllegalArgumentException with cause and mend if it is not
     */
    public static DirectoryClaimStore open(Path directory) {
        try {
            if (!Files.isDirectory(directory)) {
                throw new IllegalArgumentException("the claim store " + directory
                        + " is no directory here; create it, and mount it on every machine that works on the job");
            }
            return new DirectoryClaimStore(directory.toRealPath());
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the claim store " + directory + " can't be opened (" + e + "); mend its rights", e);
        }
    }

    /** It was there when this was opened. */
    @Override
    public void check() {}

    /** Holds nothing open. */
    @Override
    public void close() {}

    @Override
    public ClaimCheck put(byte[] content) throws IOException {
        String sha256 = HexFormat.of().formatHex(sha256(content));
        String name = sha256.substring(0, PREFIX) + "/" + sha256;
        Path file = root.resolve(name);
        if (Files.exists(file) && Files.size(file) == content.length) {
            // It is needed for as long as if it were new.
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } else {
            Files.createDirectories(file.getParent());
            Path part = Files.createTempFile(file.getParent(), "", UNFINISHED);
            try {
                write(part, content);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        }
        return new ClaimCheck(URI.create(name), sha256, content.length);
    }

    /** The record that needs the content may be committed right after, so it must not lie in a cache. */
    private static void write(Path part, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    @Override
    public byte[] get(ClaimCheck check, int limit) {
        if (check.bytes() > limit) {
            throw new TokenizationException(
                    FailureCode.CLAIM_SIZE,
                    "The claim check is of " + check.bytes() + " bytes, over the limit of " + limit
                            + ". Send smaller items.");
        }
        Path file = within(check.uri());
        byte[] content;
        try (FileChannel channel = FileChannel.open(file.toRealPath(), StandardOpenOption.READ)) {
            if (channel.size() != check.bytes()) {
                throw new TokenizationException(
                        FailureCode.CLAIM_SIZE,
                        "The content has " + channel.size() + " bytes, its claim check says " + check.bytes()
                                + ". Send the item again.");
            }
            content = new byte[(int) check.bytes()];
            Channels.newInputStream(channel).readNBytes(content, 0, content.length);
        } catch (NoSuchFileException e) {
            throw new TokenizationException(
                    FailureCode.CLAIM_MISSING,
                    "The claim store has no such content. Send the content again; it has to be there before its record.",
                    e);
        } catch (IOException e) {
            throw new TokenizationException(
                    FailureCode.CLAIM_MISSING,
                    "The content can't be read from the claim store ("
                            + e.getClass().getSimpleName() + "). Give the workers the right to read it.",
                    e);
        }
        if (!HexFormat.of().formatHex(sha256(content)).equals(check.sha256())) {
            throw new TokenizationException(
                    FailureCode.CLAIM_HASH,
                    "The content has another digest than its claim check. It was changed or damaged after it was sent:"
                            + " send the item again.");
        }
        return content;
    }

    /** The file that a claim check means, which need not be there. */
    private Path within(URI claimed) {
        Path file;
        try {
            URI uri = root.toUri().resolve(claimed);
            if (!"file".equals(uri.getScheme()) || uri.getAuthority() != null || uri.getPath() == null) {
                throw forbidden();
            }
            file = Path.of(new URI("file", null, uri.getPath(), null)).normalize();
        } catch (java.net.URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            throw forbidden();
        }
        try {
            // Links may lead out of the directory.
            boolean inside = file.startsWith(root)
                    && !file.equals(root)
                    && (!Files.exists(file)
                            || (Files.isRegularFile(file) && file.toRealPath().startsWith(root)));
            if (!inside) {
                throw forbidden();
            }
            return file;
        } catch (IOException e) {
            throw forbidden();
        }
    }

    private static TokenizationException forbidden() {
        return new TokenizationException(
                FailureCode.CLAIM_FORBIDDEN,
                "The claim check points outside the claim store of this job. Put the content into the store that the"
                        + " connections file names, and give its address there.");
    }

    /**
     * Deletes what was put, and not put again, before a moment. Nothing else may need it any more: neither source records
     * nor dead letters.
     *
     * @return how many contents were deleted
     * @throws UncheckedIOException if the directory can't be read or written
     */
    public int deleteOlderThan(Instant moment) {
        try (Stream<Path> files = Files.walk(root, 2)) {
            List<Path> old = files.filter(Files::isRegularFile)
                    .filter(file -> modified(file).isBefore(moment))
                    .toList();
            for (Path file : old) {
                Files.deleteIfExists(file);
            }
            return old.size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (NoSuchFileException e) {
            return Instant.MAX;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
