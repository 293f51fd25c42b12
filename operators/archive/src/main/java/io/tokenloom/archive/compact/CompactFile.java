package io.tokenloom.archive.compact;

import io.tokenloom.archive.Sample;
import io.tokenloom.archive.SampleReader;
import io.tokenloom.archive.Selection;
import io.tokenloom.archive.lines.LineCodec;
import io.tokenloom.archive.lines.TokenClasses;
import io.tokenloom.archive.parquet.ColumnRange;
import io.tokenloom.archive.parquet.ParquetRecords;
import io.tokenloom.archive.search.IdSet;
import io.tokenloom.archive.search.Query;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/**
 * A compact file: its samples in order or by block, and those that a search finds. The file is open only while a method
 * reads it. Thread-safe. Memory: what is told of the blocks; while reading, a Parquet row group and a block.
 */
public final class CompactFile {
    private final Path path;
    private final String tokenizer;
    private final List<BlockSummary> blocks;
    private final BlockRow rows;

    private CompactFile(Path path, String tokenizer, List<BlockSummary> blocks, BlockRow rows) {
        this.path = path;
        this.tokenizer = tokenizer;
        this.blocks = blocks;
        this.rows = rows;
    }

    /** The fingerprint of a file's tokenizer: whose vocabulary {@link #open} wants. */
    public static String tokenizer(Path path) throws IOException {
        try (ParquetRecords file = new ParquetRecords(path, Optional.of(BlockSchema.DIRECTORY), Optional.empty())) {
            return tokenizer(path, file.metadata());
        }
    }

    private static String tokenizer(Path path, Map<String, String> metadata) throws IOException {
        String tokenizer = metadata.get(FileFooter.TOKENIZER);
        if (tokenizer == null || !metadata.containsKey(FileFooter.VOCABULARY)) {
            throw new IOException(path + " is a Parquet file, but no compact one: its footer has no "
                    + FileFooter.TOKENIZER + " or no " + FileFooter.VOCABULARY);
        }
        return tokenizer;
    }

    /**
     * Reads what is told of the blocks.
     *
     * @param classes those that the file was written with
     * @throws IOException if it can't be read, is no compact file, or was written by another model or with other classes
     */
    public static CompactFile open(Path path, TokenClasses classes) throws IOException {
        try (ParquetRecords file = new ParquetRecords(path, Optional.of(BlockSchema.DIRECTORY), Optional.empty())) {
            String tokenizer = tokenizer(path, file.metadata());
            String model = file.metadata().get(FileFooter.MODEL);
            if (!LineCodec.MODEL.equals(model)) {
                throw new IOException(path + " was written by model " + model + ", and this is model " + LineCodec.MODEL
                        + "; read it with the version of Tokenloom that wrote it");
            }
            String written = file.metadata().get(FileFooter.VOCABULARY);
            if (!written.equals(classes.digest())) {
                throw new IOException(path + " was written with the vocabulary " + written + " of tokenizer "
                        + tokenizer + ", not with " + classes.digest() + "; open it with that tokenizer's");
            }
            List<BlockSummary> blocks = new ArrayList<>();
            for (Optional<GenericRecord> row = file.next(); row.isPresent(); row = file.next()) {
                blocks.add(BlockSummary.of(row.get()));
            }
            return new CompactFile(path, tokenizer, List.copyOf(blocks), new BlockRow(classes, tokenizer));
        }
    }

    /** Fingerprint, 16 hexadecimal digits. */
    public String tokenizer() {
        return tokenizer;
    }

    /** What is told of each block, in order. */
    public List<BlockSummary> blocks() {
        return blocks;
    }

    /**
     * The samples of one block.
     *
     * @throws IOException if it can't be read or is damaged
     */
    public List<Sample> samples(long block) throws IOException {
        try (ParquetRecords file = rows(Optional.empty(), block, block + 1)) {
            return samples(file.next().orElseThrow(() -> new IOException(path + " has no block " + block)));
        }
    }

    /** The samples that are asked for, in order. Blocks that can't have any are skipped unread. */
    public SampleReader reader(Selection selection) {
        return new SelectedSamples(
                this, blocks.stream().filter(block -> block.mayHave(selection)).toList(), selection);
    }

    /**
     * Finds the samples that a query finds something in, and are asked for. Blocks that can't have any are not decoded.
     *
     * @param found takes each sample
     */
    public SearchSummary search(Query query, Selection selection, Consumer<Match> found) throws IOException {
        List<BlockSummary> candidates = candidates(query, selection);
        long matches = 0;
        for (BlockSummary candidate : candidates) {
            List<Sample> samples = samples(candidate.block());
            for (int i = 0; i < samples.size(); i++) {
                Sample sample = samples.get(i);
                if (!selection.has(sample.origin().orElseThrow())) {
                    continue;
                }
                OptionalInt place = query.find(sample);
                if (place.isPresent()) {
                    matches++;
                    found.accept(new Match(candidate.block(), i, place.getAsInt(), sample));
                }
            }
        }
        return new SearchSummary(blocks.size(), candidates.size(), matches);
    }

    private List<BlockSummary> candidates(Query query, Selection selection) throws IOException {
        List<BlockSummary> candidates = new ArrayList<>();
        try (ParquetRecords file = rows(Optional.of(BlockSchema.SETS), 0, Long.MAX_VALUE)) {
            for (BlockSummary block : blocks) {
                GenericRecord row =
                        file.next().orElseThrow(() -> new IOException(path + " lost block " + block.block()));
                if (block.mayHave(selection) && query.mayBeIn(IdSet.ofRising(BlockRow.distinct(row)))) {
                    candidates.add(block);
                }
            }
        }
        return candidates;
    }

    /**
     * Reads every block and compares what is told of it with what it is.
     *
     * @return how many samples there are
     * @throws IOException if the file can't be read or is damaged; the message says where
     */
    public long verify() throws IOException {
        long samples = 0;
        try (ParquetRecords file = rows(Optional.empty(), 0, Long.MAX_VALUE)) {
            for (BlockSummary block : blocks) {
                GenericRecord row =
                        file.next().orElseThrow(() -> new IOException(path + " lost block " + block.block()));
                List<Sample> found = samples(row);
                if (!BlockRow.tellsOf(row, found)) {
                    throw new CorruptBlockException(
                            path, block.block(), "what is told of it is not what its samples are", null);
                }
                samples += found.size();
            }
        }
        return samples;
    }

    private ParquetRecords rows(Optional<Schema> columns, long from, long to) throws IOException {
        return new ParquetRecords(path, columns, Optional.of(new ColumnRange(BlockSchema.BLOCK, from, to)));
    }

    private List<Sample> samples(GenericRecord row) throws IOException {
        try {
            return rows.samples(row);
        } catch (RuntimeException e) {
            throw new CorruptBlockException(path, (Long) row.get(BlockSchema.BLOCK), e.getMessage(), e);
        }
    }
}
