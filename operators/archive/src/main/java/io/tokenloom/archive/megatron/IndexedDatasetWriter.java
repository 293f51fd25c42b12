package io.tokenloom.archive.megatron;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Writes a new pair of files. The index is written last, by {@link #close}: a pair without it is not whole. Not
 * thread-safe. Memory: 5 bytes for each sequence, 4 for each document.
 */
public final class IndexedDatasetWriter implements Closeable {
    /** Behind the name that both files share. */
    public static final String IDS = ".bin";
    /** Behind the name that both files share. */
    public static final String INDEX = ".idx";

    static final byte[] MAGIC = {'M', 'M', 'I', 'D', 'I', 'D', 'X', 0, 0};
    static final long VERSION = 1;
    private static final int BUFFER = 1 << 16;

    private final Path index;
    private final IdType type;
    private final boolean modes;
    private final OutputStream ids;
    private int[] lengths = new int[1024];
    private byte[] kinds = new byte[1024];
    private int sequences;
    /** How many sequences there were when each document ended. */
    private int[] documents = new int[1024];

    private int ended;
    private long bytes;

    /**
     * Creates both files' names; the index comes into being when all is written.
     *
     * @param base path of both without what is behind the dot
     * @param modes whether sequences have modes: of multimodal data
     * @throws java.nio.file.FileAlreadyExistsException if there are ids of that name
     */
    public IndexedDatasetWriter(Path base, IdType type, boolean modes) throws IOException {
        this.index = sibling(base, INDEX);
        this.type = type;
        this.modes = modes;
        this.ids = new BufferedOutputStream(
                Files.newOutputStream(sibling(base, IDS), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                BUFFER);
    }

    static Path sibling(Path base, String suffix) {
        return base.resolveSibling(base.getFileName() + suffix);
    }

    /**
     * Adds a sequence to the document that is open.
     *
     * @param mode what kind of tokens; 0 where sequences have no modes
     * @throws IllegalArgumentException if an id does not fit into the type
     */
    public void add(int[] sequence, int mode) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(sequence.length * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int id : sequence) {
            if (!type.holds(id)) {
                throw new IllegalArgumentException("id " + id + " is no " + type);
            }
            type.put(buffer, id);
        }
        ids.write(buffer.array());
        bytes += buffer.capacity();
        if (sequences == lengths.length) {
            lengths = Arrays.copyOf(lengths, 2 * sequences);
            kinds = Arrays.copyOf(kinds, 2 * sequences);
        }
        lengths[sequences] = sequence.length;
        kinds[sequences++] = (byte) mode;
    }

    /** The sequences since the last document are one. */
    public void endDocument() {
        if (ended == documents.length) {
            documents = Arrays.copyOf(documents, 2 * ended);
        }
        documents[ended++] = sequences;
    }

    /** Bytes of ids so far. */
    public long bytes() {
        return bytes;
    }

    /** How many sequences so far. */
    public int sequences() {
        return sequences;
    }

    /**
     * Writes the index.
     *
     * @throws IllegalStateException if a document is open
     */
    @Override
    public void close() throws IOException {
        ids.close();
        if (sequences != (ended == 0 ? 0 : documents[ended - 1])) {
            throw new IllegalStateException("the last document has no end");
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(index), BUFFER)) {
            ByteBuffer number = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            out.write(MAGIC);
            write(out, number, VERSION);
            out.write(type.code());
            write(out, number, sequences);
            write(out, number, ended + 1L);
            for (int i = 0; i < sequences; i++) {
                out.write(number.clear().putInt(lengths[i]).array(), 0, Integer.BYTES);
            }
            long at = 0;
            for (int i = 0; i < sequences; i++) {
                write(out, number, at);
                at += (long) lengths[i] * type.bytes();
            }
            write(out, number, 0);
            for (int i = 0; i < ended; i++) {
                write(out, number, documents[i]);
            }
            if (modes) {
                out.write(kinds, 0, sequences);
            }
        }
    }

    private static void write(OutputStream out, ByteBuffer number, long value) throws IOException {
        out.write(number.clear().putLong(value).array());
    }
}
