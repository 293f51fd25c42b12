package io.tokenloom.archive.megatron;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads a pair of files. Opening checks all that Megatron-LM relies on: that the files are as long as the index says, that
 * sequences lie one behind the other, and that the documents end with the last sequence. Not thread-safe. Memory: the index.
 */
public final class IndexedDataset implements Closeable {
    private static final int HEADER = 34;

    private final FileChannel ids;
    private final IdType type;
    private final int[] lengths;
    private final long[] starts;
    private final int[] documents;
    private final Optional<byte[]> modes;

    private IndexedDataset(
            FileChannel ids, IdType type, int[] lengths, long[] starts, int[] documents, Optional<byte[]> modes) {
        this.ids = ids;
        this.type = type;
        this.lengths = lengths;
        this.starts = starts;
        this.documents = documents;
        this.modes = modes;
    }

    /**
     * Opens the files of a base path.
     *
     * @throws CorruptIndexException if the pair is not whole
     */
    public static IndexedDataset open(Path base) throws IOException {
        ByteBuffer index = ByteBuffer.wrap(
                        Files.readAllBytes(IndexedDatasetWriter.sibling(base, IndexedDatasetWriter.INDEX)))
                .order(ByteOrder.LITTLE_ENDIAN);
        byte[] magic = new byte[IndexedDatasetWriter.MAGIC.length];
        require(index.remaining() >= HEADER, "the index has only " + index.remaining() + " bytes");
        index.get(magic);
        require(Arrays.equals(magic, IndexedDatasetWriter.MAGIC), "the index begins otherwise");
        long version = index.getLong();
        require(version == IndexedDatasetWriter.VERSION, "the index is of version " + version);
        IdType type = IdType.ofCode(index.get());
        long sequences = index.getLong();
        long bounds = index.getLong();
        long without = HEADER + sequences * (Integer.BYTES + Long.BYTES) + bounds * Long.BYTES;
        boolean counted = sequences >= 0 && bounds >= 1 && sequences < Integer.MAX_VALUE && bounds < Integer.MAX_VALUE;
        require(
                counted && (index.capacity() == without || index.capacity() == without + sequences),
                "the index has " + index.capacity() + " bytes and should tell of " + sequences + " sequences and "
                        + bounds + " bounds");
        int[] lengths = new int[(int) sequences];
        long[] starts = new long[lengths.length];
        int[] documents = new int[(int) bounds];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = index.getInt();
        }
        long bytes = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = index.getLong();
            require(starts[i] == bytes && lengths[i] >= 0, "sequence " + i + " is not where the one before it ends");
            bytes += (long) lengths[i] * type.bytes();
        }
        int last = 0;
        for (int i = 0; i < documents.length; i++) {
            long bound = index.getLong();
            require(bound >= last && bound <= sequences && (i > 0 || bound == 0), "document " + i + " has no place");
            last = (int) bound;
            documents[i] = last;
        }
        require(last == sequences, "the documents end with sequence " + last + " of " + sequences);
        Optional<byte[]> modes = Optional.empty();
        if (index.hasRemaining()) {
            modes = Optional.of(new byte[lengths.length]);
            index.get(modes.get());
        }
        FileChannel ids =
                FileChannel.open(IndexedDatasetWriter.sibling(base, IndexedDatasetWriter.IDS), StandardOpenOption.READ);
        if (ids.size() != bytes) {
            long size = ids.size();
            ids.close();
            throw new CorruptIndexException("the ids take " + size + " bytes and should take " + bytes);
        }
        return new IndexedDataset(ids, type, lengths, starts, documents, modes);
    }

    private static void require(boolean right, String otherwise) {
        if (!right) {
            throw new CorruptIndexException(otherwise);
        }
    }

    /** How many sequences. */
    public int sequences() {
        return lengths.length;
    }

    /** How many documents. */
    public int documents() {
        return documents.length - 1;
    }

    /** The first sequence of a document; that of the number of documents is the number of sequences. */
    public int documentStart(int document) {
        return documents[document];
    }

    /** Reads a sequence. */
    public int[] sequence(int number) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(lengths[number] * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (ids.read(bytes, starts[number] + bytes.position()) < 0) {
                throw new CorruptIndexException("the ids end within sequence " + number);
            }
        }
        bytes.flip();
        int[] sequence = new int[lengths[number]];
        for (int i = 0; i < sequence.length; i++) {
            sequence[i] = type.get(bytes);
        }
        return sequence;
    }

    /** The mode of a sequence; 0 where none has one. */
    public int mode(int number) {
        return modes.map(all -> (int) all[number]).orElse(0);
    }

    @Override
    public void close() throws IOException {
        ids.close();
    }
}
