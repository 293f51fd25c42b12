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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a new compact file. Records are put in the order of key, topic, partition, offset and part, as far as they are in
 * memory together, and cut into blocks. Not thread-safe.
 *
 * <p>Memory: up to {@value #MOST_WAITING_IDS} ids and {@value #MOST_WAITING_ITEMS} items with what is told of them (60 MB
 * where that is 500 bytes each), 40 MB while a block is coded, and a Parquet row group.
 */
public final class CompactFileWriter implements TokenFileWriter {
    /** A block ends before it has more ids, unless one item alone has. */
    public static final int BLOCK_IDS = 1 << 20;

    /** And before it has more items. */
    public static final int BLOCK_ITEMS = 1 << 16;

    private static final int MOST_WAITING_IDS = 2 * BLOCK_IDS;
    private static final int MOST_WAITING_ITEMS = 2 * BLOCK_ITEMS;

    private static final Comparator<Origin> ORDER = Comparator.comparing(Origin::key)
            .thenComparing(Origin::topic)
            .thenComparingInt(Origin::partition)
            .thenComparingLong(Origin::offset)
            .thenComparingInt(Origin::part);

    private final String tokenizer;
    private final BlockRow rows;
    private final ParquetRecordWriter file;
    private final int blockIds;
    private final List<Sample> waiting = new ArrayList<>();
    private long waitingIds;
    private long blocks;

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
        waiting.add(sample);
        waitingIds += sample.ids().length;
        if (waitingIds >= 2L * blockIds || waiting.size() >= MOST_WAITING_ITEMS) {
            write();
        }
    }

    private void write() throws IOException {
        waiting.sort(Comparator.comparing(sample -> sample.origin().orElseThrow(), ORDER));
        int from = 0;
        while (from < waiting.size()) {
            int to = from + 1;
            long ids = waiting.get(from).ids().length;
            while (to < waiting.size()
                    && to - from < BLOCK_ITEMS
                    && ids + waiting.get(to).ids().length <= blockIds) {
                ids += waiting.get(to++).ids().length;
            }
            file.add(rows.of(blocks++, waiting.subList(from, to)));
            from = to;
        }
        waiting.clear();
        waitingIds = 0;
    }

    private static Sample sample(ArchivedRecord record) {
        return new Sample(
                Optional.of(Origins.of(record)),
                TokenPlanes.positionMajor(record.tokens().getPlanes()));
    }

    /** Records that wait to be put in order count with a byte for each id. */
    @Override
    public long bytes() {
        return file.bytes() + waitingIds;
    }

    @Override
    public void close() throws IOException {
        try (file) {
            write();
        }
    }
}
