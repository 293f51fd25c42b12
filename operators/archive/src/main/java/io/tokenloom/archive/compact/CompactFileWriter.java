package io.tokenloom.archive.compact;

import io.tokenloom.archive.ArchivedRecord;
import io.tokenloom.archive.Sample;
import io.tokenloom.archive.Sample.Origin;
import io.tokenloom.archive.TokenFileWriter;
import io.tokenloom.archive.lines.TokenClasses;
import io.tokenloom.archive.parquet.ParquetRecordWriter;
import io.tokenloom.record.SourceRef;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
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
                Map.of(FileFooter.TOKENIZER, tokenizer, FileFooter.VOCABULARY, classes.digest()),
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
        TokenSequence tokens = record.tokens();
        SourceRef source = tokens.getSource();
        return new Sample(
                Optional.of(new Origin(
                        record.key(),
                        tokens.getItemId(),
                        source.getTopic(),
                        source.getPartition(),
                        source.getOffset(),
                        source.getPart(),
                        source.getParts(),
                        micros(tokens.getEventTime()),
                        HexFormat.of().formatHex(tokens.getTokenizer().bytes()),
                        tokens.getText() == null ? "" : hex(tokens.getText().getVocabularyDelta()))),
                ids(tokens.getPlanes()));
    }

    /** ChronoUnit counts nanoseconds on the way, which a long has for 292 years only. */
    private static long micros(Instant time) {
        return Math.multiplyExact(time.getEpochSecond(), 1_000_000) + time.getNano() / 1000;
    }

    private static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return HexFormat.of().formatHex(copy);
    }

    private static int[] ids(List<TokenPlane> planes) {
        int length = planes.get(0).getIds().size();
        int[] ids = new int[length * planes.size()];
        for (int plane = 0; plane < planes.size(); plane++) {
            List<Integer> numbers = planes.get(plane).getIds();
            for (int i = 0; i < length; i++) {
                ids[i * planes.size() + plane] = numbers.get(i);
            }
        }
        return ids;
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
