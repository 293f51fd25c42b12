package io.tokenloom.media.video;

import io.tokenloom.media.MediaType;
import io.tokenloom.media.video.VideoFrames.ContainerEnd;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The containers that are read. */
enum Container {
    /** MP4 and QuickTime: boxes, one after the other. */
    MP4("mov") {
        @Override
        ContainerEnd end(SeekableByteChannel file) throws IOException {
            long at = 0;
            for (int boxes = 0; boxes < MOST_BOXES && at + 8 <= file.size(); boxes++) {
                ByteBuffer head = read(file, at, 16);
                long size = head.getInt(0) & 0xffffffffL;
                if (size == 0) {
                    // To the end of the file, wherever that is.
                    return ContainerEnd.IN_FILE;
                }
                if (size == 1 && head.limit() == 16) {
                    size = head.getLong(8);
                }
                if (size < 8 || size > file.size() - at) {
                    return ContainerEnd.BEHIND_FILE;
                }
                at += size;
            }
            return ContainerEnd.IN_FILE;
        }
    },
    /** AVI: a RIFF chunk, more of them in large files. */
    AVI("avi") {
        @Override
        ContainerEnd end(SeekableByteChannel file) throws IOException {
            long at = 0;
            for (int chunks = 0; chunks < MOST_BOXES && at + 12 <= file.size(); chunks++) {
                ByteBuffer head = read(file, at, 12).order(ByteOrder.LITTLE_ENDIAN);
                if (!new String(head.array(), 0, 4, StandardCharsets.ISO_8859_1).equals("RIFF")) {
                    return ContainerEnd.IN_FILE;
                }
                long size = head.getInt(4) & 0xffffffffL;
                if (size == 0 || size > file.size() - at - 8) {
                    // Of a recording that was cut off, nobody has filled in the size.
                    return ContainerEnd.BEHIND_FILE;
                }
                at += 8 + size + (size & 1);
            }
            return ContainerEnd.IN_FILE;
        }
    },
    /** A raw stream of VP8 in the thinnest of covers, which nobody sends; for pictures that are key frames of it. */
    IVF("ivf") {
        @Override
        ContainerEnd end(SeekableByteChannel file) {
            return ContainerEnd.IN_FILE;
        }
    },
    /** WebM and Matroska: FFmpeg's reader says itself when the file ends early. */
    MATROSKA("matroska") {
        @Override
        ContainerEnd end(SeekableByteChannel file) {
            return ContainerEnd.IN_FILE;
        }
    };

    private static final int MOST_BOXES = 100_000;
    private static final int START_BYTES = 512;

    private final String demuxer;

    Container(String demuxer) {
        this.demuxer = demuxer;
    }

    /** FFmpeg's name of its reader. */
    String demuxer() {
        return demuxer;
    }

    static Optional<Container> of(MediaType type) {
        return switch (type) {
            case MP4 -> Optional.of(MP4);
            case AVI -> Optional.of(AVI);
            case MATROSKA -> Optional.of(MATROSKA);
            default -> Optional.empty();
        };
    }

    /** As much of a file as tells its type. */
    static byte[] start(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(START_BYTES);
        }
    }

    /** Whether the container goes over the end of the file by its own sizes, which FFmpeg does not always say. */
    ContainerEnd end(Path file) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            return end(channel);
        }
    }

    abstract ContainerEnd end(SeekableByteChannel file) throws IOException;

    /** Up to {@code length} bytes from {@code at}, from position 0 to the limit. */
    private static ByteBuffer read(SeekableByteChannel file, long at, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        file.position(at);
        while (buffer.hasRemaining() && file.read(buffer) >= 0) {
            // Reads on.
        }
        return buffer.flip();
    }
}
