package io.tokenloom.archive.parquet;

import io.tokenloom.archive.ArchiveFormat;
import io.tokenloom.archive.ArchivedRecord;
import io.tokenloom.archive.RecordReader;
import io.tokenloom.archive.Sample;
import io.tokenloom.archive.SampleReader;
import io.tokenloom.archive.Selection;
import io.tokenloom.archive.TokenFileWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;

/**
 * Parquet files with a row for each token record, in the columns that trainers look for: {@code input_ids}, {@code
 * attention_mask}, {@code position_ids}, {@code image_grid_thw}. They hold all that the record said.
 */
public final class ParquetFormat implements ArchiveFormat {
    private static final String SUFFIX = ".parquet";
    private static final long FILE_BYTES = 128L << 20;

    @Override
    public String name() {
        return "parquet";
    }

    @Override
    public List<String> suffixes() {
        return List.of(SUFFIX);
    }

    @Override
    public boolean byDay() {
        return true;
    }

    @Override
    public long fileBytes() {
        return FILE_BYTES;
    }

    @Override
    public TokenFileWriter create(Path base, String tokenizer) throws IOException {
        TokenRows rows = new TokenRows();
        ParquetRecordWriter file = new ParquetRecordWriter(
                base.resolveSibling(base.getFileName() + SUFFIX),
                TokenRows.ROW,
                Map.of("tokenloom.tokenizer", tokenizer),
                TokenRows.FOLLOWING);
        return new TokenFileWriter() {
            @Override
            public void add(ArchivedRecord record) throws IOException {
                file.add(rows.row(record));
            }

            @Override
            public long bytes() {
                return file.bytes();
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }

    @Override
    public SampleReader read(Path base, Selection selection) throws IOException {
        ParquetRecords rows = open(base, selection);
        return new SampleReader() {
            @Override
            public Optional<Sample> next() throws IOException {
                Optional<Sample> sample = rows.next().map(TokenRows::sample);
                while (sample.isPresent()
                        && !selection.has(sample.get().origin().get())) {
                    sample = rows.next().map(TokenRows::sample);
                }
                return sample;
            }

            @Override
            public void close() throws IOException {
                rows.close();
            }
        };
    }

    private static ParquetRecords open(Path base, Selection selection) throws IOException {
        return new ParquetRecords(
                base.resolveSibling(base.getFileName() + SUFFIX),
                Optional.of(TokenRows.SAMPLE),
                selection.equals(Selection.ALL)
                        ? Optional.empty()
                        : Optional.of(new ColumnRange(TokenRows.TIME, selection.from(), selection.to())));
    }

    @Override
    public RecordReader records(Path base) throws IOException {
        TokenRows rows = new TokenRows();
        ParquetRecords file = new ParquetRecords(
                base.resolveSibling(base.getFileName() + SUFFIX), Optional.empty(), Optional.empty());
        return new RecordReader() {
            @Override
            public Optional<ArchivedRecord> next() throws IOException {
                Optional<GenericRecord> row = file.next();
                return row.map(rows::record);
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }
}
