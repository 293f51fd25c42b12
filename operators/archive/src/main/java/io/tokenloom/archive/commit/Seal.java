package io.tokenloom.archive.commit;

import io.tokenloom.archive.ArchiveFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What is known of a file's bytes once it is whole. */
public final class Seal {
    private static final int BUFFER = 1 << 18;

    private Seal() {}

    /** Brings a file's parts to the disk and tells their lengths and hashes. */
    public static List<FilePart> of(Path base, ArchiveFormat format) throws IOException {
        List<FilePart> parts = new ArrayList<>();
        for (String suffix : format.suffixes()) {
            try (FileChannel file =
                    FileChannel.open(Publisher.part(base, suffix), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                file.force(true);
                parts.add(new FilePart(suffix, file.size(), sha256(file)));
            }
        }
        return parts;
    }

    static String sha256(FileChannel file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            while (file.read(buffer) >= 0) {
                digest.update(buffer.flip());
                buffer.clear();
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
