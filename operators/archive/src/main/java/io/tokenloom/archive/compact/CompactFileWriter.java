package io.tokenloom.archive.compact;

import io.tokenloom.archive.ArchivedRecord;
import io.tokenloom.archive.Origins;
import io.tokenloom.archive.Sample;
import io.tokenloom.archive.Sample.Origin;
import io.tokenloom.archive.TokenFileWriter;
import io.tokenloom.archive.lines.LineCodec;
import io.tokenloom.archive.lines.TokenClasses;
import io.tokenloom.archive.parquet.ParquetRecordWriter;
import io.tokenloom.token.TokenPlanes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Writes a new compact file. Records are put in the order of key, topic, partition, offset and part within their block. A full
 * block is coded by a thread of its own while the next one fills. Not thread-safe.
 *
 * <p>Memory: two blocks of up to {@value #BLOCK_IDS} ids and {@value #BLOCK_ITEMS} items with what is told of them (30 MB each
 * where that is 500 bytes an item), 40 MB while a block is coded, and a Parquet row group.
 */
public final class CompactFileWriter implements TokenFileWriter {
    /** A block ends before it has more ids, unless one item alone has. */
    public static final int BLOCK_IDS = 1 << 20;

    /** And before it has more items. */
    public static final int BLOCK_ITEMS = 1 << 16;

    private static final Comparator<Origin> ORDER = Comparator.comparing(Origin::key)
            .thenComparing(Origin::topic)
            .thenComparingInt(Origin::partition)
            .thenComparingLong(Origin::offset)
            .thenComparingInt(Origin::part);

    private final String tokenizer;
    private final BlockRow rows;
    private final ParquetRecordWriter file;
    private final int blockIds;
    private List<Sample> block = new ArrayList<>();
    private long blockSize;
    private long blocks;
    /** The block before, and how many ids it has. */
    private CompletableFuture<Void> coding = CompletableFuture.completedFuture(null);

    private long codingSize;
    /** Of the file, without the block that is being coded. */
    private long written;

    /**
     * Creates the file.
     *
     * @param tokenizer fingerprint of all records, 16 hexadecimal digits
     * @param classes of its vocabulary, which a reader needs too; {@link TokenClasses#NONE} where it is not known
     * @throws java.nio.file.FileAlreadyExistsException if there is one
     */
    public CompactFileWriter(Path path, String tokenizer, TokenClasses classes) throws IOException {
        this(path, tokenizer, classes, BLOCK_IDS);
    }

    /**
     * Creates the file.
     *
     * @param blockIds a block ends before it has more ids: small blocks are read and searched faster, large ones are smaller
     *     together
     */
    public CompactFileWriter(Path path, String tokenizer, TokenClasses classes, int blockIds) throws IOException {
        this.tokenizer = tokenizer;
        this.rows = new BlockRow(classes, tokenizer);
        this.blockIds = blockIds;
        this.file = new ParquetRecordWriter(
                path,
                BlockSchema.ALL,
                Map.of(
                        FileFooter.TOKENIZER,
                        tokenizer,
                        FileFooter.VOCABULARY,
                        classes.digest(),
                        FileFooter.MODEL,
                        LineCodec.MODEL),
                BlockSchema.RISING);
    }

    /** @throws IllegalArgumentException if another tokenizer made the record */
    @Override
    public void add(ArchivedRecord record) throws IOException {
        Sample sample = sample(record);
        String made = sample.origin().orElseThrow().tokenizer();
        if (!made.equals(tokenizer)) {
            throw new IllegalArgumentException("a record of tokenizer " + made
                    + " does not belong into a file of tokenizer " + tokenizer + "; write it to a file of its own");
        }
        int size = sample.ids().length;
        if (!block.isEmpty() && (blockSize + size > blockIds || block.size() == BLOCK_ITEMS)) {
            handOver();
        }
        block.add(sample);
        blockSize += size;
    }

    private void handOver() throws IOException {
        await();
        List<Sample> full = block;
        long number = blocks++;
        codingSize = blockSize;
        block = new ArrayList<>();
        blockSize = 0;
        coding = CompletableFuture.runAsync(() -> code(number, full), CompactFileWriter::start);
    }

    /** Blocks are few and take long: each has a thread that ends with it. */
    private static void start(Runnable coding) {
        Thread thread = new Thread(coding, "compact-block");
        thread.setDaemon(true);
        thread.start();
    }

    private void code(long number, List<Sample> samples) {
        samples.sort(Comparator.comparing(sample -> sample.origin().orElseThrow(), ORDER));
        try {
            file.add(rows.of(number, samples));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the block before, however often the caller is interrupted: it is in the file then, or the file is lost. */
    private void await() throws IOException {
        try {
            coding.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException failure) {
                throw failure.getCause();
            }
            throw e;
        }
        codingSize = 0;
        written = file.bytes();
    }

    private static Sample sample(ArchivedRecord record) {
        return new Sample(
                Optional.of(Origins.of(record)),
                TokenPlanes.positionMajor(record.tokens().getPlanes()));
    }

    /** Records that are not in the file yet count with a byte for each id. */
    @Override
    public long bytes() {
        return written + codingSize + blockSize;
    }

    @Override
    public void close() throws IOException {
        try (file) {
            if (!block.isEmpty()) {
                handOver();
            }
            await();
        }
    }
}
