package io.tokenloom.archive.parquet;

import static org.apache.parquet.filter2.predicate.FilterApi.and;
import static org.apache.parquet.filter2.predicate.FilterApi.gtEq;
import static org.apache.parquet.filter2.predicate.FilterApi.longColumn;
import static org.apache.parquet.filter2.predicate.FilterApi.lt;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.avro.AvroReadSupport;
import org.apache.parquet.avro.AvroWriteSupport;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;

/** Reads the rows of a Parquet file in their order. Not thread-safe. Memory: a row group. */
public final class ParquetRecords implements Closeable {
    private final Path path;
    private final ParquetFileReader file;
    private final ParquetConfiguration configuration = new PlainParquetConfiguration();
    private final AvroReadSupport<GenericRecord> support = new AvroReadSupport<>(GenericData.get());
    private final ReadSupport.ReadContext context;
    private final MessageColumnIO columns;
    private final FilterCompat.Filter filter;
    private RecordReader<GenericRecord> group;
    private long left;

    /**
     * Opens a file.
     *
     * @param projection the columns that are read, null in all others; all of them where it is empty
     * @param range the rows that are read; all of them where it is empty
     * @throws CorruptParquetException if it is no whole Parquet file
     */
    public ParquetRecords(Path path, Optional<Schema> projection, Optional<ColumnRange> range) throws IOException {
        this.filter = range.map(r -> FilterCompat.get(predicate(r))).orElse(FilterCompat.NOOP);
        this.path = path;
        try {
            this.file = new ParquetFileReader(
                    new LocalInputFile(path),
                    ParquetReadOptions.builder(configuration)
                            .withCodecFactory(new ZstdCodecFactory())
                            .withRecordFilter(filter)
                            .build());
        } catch (IOException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new CorruptParquetException(path, e);
        }
        // What is asked for has to have its lists in the shape in which they were written.
        configuration.setBoolean(AvroWriteSupport.WRITE_OLD_LIST_STRUCTURE, false);
        projection.ifPresent(schema -> configuration.set(AvroReadSupport.AVRO_REQUESTED_PROJECTION, schema.toString()));
        MessageType schema = file.getFileMetaData().getSchema();
        this.context = support.init(configuration, metadata(), schema);
        file.setRequestedSchema(context.getRequestedSchema());
        this.columns = new ColumnIOFactory().getColumnIO(context.getRequestedSchema(), schema);
    }

    private static FilterPredicate predicate(ColumnRange range) {
        return and(gtEq(longColumn(range.column()), range.from()), lt(longColumn(range.column()), range.to()));
    }

    /** What the footer says of the whole file. */
    public Map<String, String> metadata() {
        return file.getFileMetaData().getKeyValueMetaData();
    }

    /** How many rows the file has. */
    public long rows() {
        return file.getRecordCount();
    }

    /**
     * The next row, or nothing behind the last.
     *
     * @throws CorruptParquetException if the file is damaged there
     */
    public Optional<GenericRecord> next() throws IOException {
        try {
            return read();
        } catch (IOException | RuntimeException e) {
            throw new CorruptParquetException(path, e);
        }
    }

    private Optional<GenericRecord> read() throws IOException {
        while (true) {
            while (left > 0) {
                left--;
                GenericRecord row = group.read();
                if (row != null && !group.shouldSkipCurrentRecord()) {
                    return Optional.of(row);
                }
            }
            PageReadStore pages = file.readNextFilteredRowGroup();
            if (pages == null) {
                return Optional.empty();
            }
            left = pages.getRowCount();
            group = columns.getRecordReader(
                    pages,
                    support.prepareForRead(
                            configuration, metadata(), file.getFileMetaData().getSchema(), context),
                    filter);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
