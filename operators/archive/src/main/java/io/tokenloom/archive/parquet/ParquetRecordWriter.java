package io.tokenloom.archive.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroSchemaConverter;
import org.apache.parquet.avro.AvroWriteSupport;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * Writes a new Parquet file of flat rows, pages in zstd. Lists are those of three levels that every reader knows. Values go
 * to the library's column writers directly: its writer of rows asks for each element of a list what it is, which takes
 * longer than to write it. Not thread-safe. Memory: about a row group and a half.
 */
public final class ParquetRecordWriter implements Closeable {
    /** Bytes of a row group in memory: what a reader skips at once, and what a writer holds. */
    public static final long ROW_GROUP = 16L << 20;

    /** What Avro's readers of Parquet look for. */
    private static final String AVRO_SCHEMA = "parquet.avro.schema";

    /** So many values are written before the size of the row group is asked for. */
    private static final int CHECKED_VALUES = 1 << 14;

    private final MessageType schema;
    private final Map<String, String> metadata;
    private final ParquetProperties properties;
    private final ParquetFileWriter file;
    private final BytesInputCompressor compressor = new ZstdCodecFactory().getCompressor(CompressionCodecName.ZSTD);
    private final List<ColumnSink> columns = new ArrayList<>();
    private ColumnChunkPageWriteStore pages;
    private ColumnWriteStore values;
    private long rows;
    private int unchecked;

    /**
     * Creates the file.
     *
     * @param metadata what the footer says of the whole file
     * @throws java.nio.file.FileAlreadyExistsException if there is one
     */
    public ParquetRecordWriter(Path file, Schema schema, Map<String, String> metadata) throws IOException {
        this(file, schema, metadata, ParquetProperties.builder());
    }

    /**
     * Creates a file with columns whose values are said by their differences, which takes version 2 of the format.
     *
     * @param metadata what the footer says of the whole file
     * @param following columns that have no dictionary, by their paths with dots
     * @throws java.nio.file.FileAlreadyExistsException if there is one
     */
    public ParquetRecordWriter(Path file, Schema schema, Map<String, String> metadata, Set<String> following)
            throws IOException {
        this(
                file,
                schema,
                metadata,
                withoutDictionaries(
                        ParquetProperties.builder().withWriterVersion(ParquetProperties.WriterVersion.PARQUET_2_0),
                        following));
    }

    private static ParquetProperties.Builder withoutDictionaries(
            ParquetProperties.Builder properties, Set<String> columns) {
        columns.forEach(column -> properties.withDictionaryEncoding(column, false));
        return properties;
    }

    private ParquetRecordWriter(
            Path path, Schema avro, Map<String, String> metadata, ParquetProperties.Builder properties)
            throws IOException {
        ParquetConfiguration lists = new PlainParquetConfiguration();
        lists.setBoolean(AvroWriteSupport.WRITE_OLD_LIST_STRUCTURE, false);
        this.schema = new AvroSchemaConverter(lists).convert(avro);
        this.metadata = new HashMap<>(metadata);
        this.metadata.put(AVRO_SCHEMA, avro.toString());
        List<ColumnDescriptor> descriptors = schema.getColumns();
        descriptors.stream().filter(ParquetRecordWriter::isContent).forEach(column -> {
            String name = String.join(".", column.getPath());
            properties.withStatisticsEnabled(name, false).withSizeStatisticsEnabled(name, false);
        });
        this.properties = properties.build();
        for (int i = 0; i < descriptors.size(); i++) {
            columns.add(new ColumnSink(avro.getFields().get(i), descriptors.get(i)));
        }
        this.file = new ParquetFileWriter(
                new LocalOutputFile(path),
                schema,
                ParquetFileWriter.Mode.CREATE,
                ROW_GROUP,
                ParquetWriter.MAX_PADDING_SIZE_DEFAULT,
                this.properties.getColumnIndexTruncateLength(),
                this.properties.getStatisticsTruncateLength(),
                this.properties.getPageWriteChecksumEnabled());
        file.start();
        startGroup();
    }

    /** Nobody selects by the elements of lists, or by bytes: to know the smallest of them would only take time. */
    private static boolean isContent(ColumnDescriptor column) {
        return column.getMaxRepetitionLevel() > 0
                || column.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY
                        && column.getPrimitiveType().getLogicalTypeAnnotation() == null;
    }

    private void startGroup() {
        pages = ColumnChunkPageWriteStore.builder()
                .withCompressorProvider(column -> compressor)
                .withSchema(schema)
                .withAllocator(properties.getAllocator())
                .withColumnIndexTruncateLength(properties.getColumnIndexTruncateLength())
                .withPageWriteChecksumEnabled(properties.getPageWriteChecksumEnabled())
                .build();
        values = properties.newColumnWriteStore(schema, pages);
        columns.forEach(column -> column.open(values));
        rows = 0;
    }

    private void endGroup() throws IOException {
        try (ColumnChunkPageWriteStore written = pages;
                ColumnWriteStore flushed = values) {
            if (rows > 0) {
                file.startBlock(rows);
                flushed.flush();
                written.flushToFileWriter(file);
                file.endBlock();
            }
        }
    }

    /** Adds a row. */
    public void add(GenericRecord row) throws IOException {
        for (int i = 0; i < columns.size(); i++) {
            unchecked += columns.get(i).write(row.get(i));
        }
        values.endRecord();
        rows++;
        if (unchecked >= CHECKED_VALUES) {
            unchecked = 0;
            if (values.getBufferedSize() >= ROW_GROUP) {
                endGroup();
                startGroup();
            }
        }
    }

    /** Bytes of the file so far, those in memory as they are there. */
    public long bytes() {
        try {
            return file.getPos() + values.getBufferedSize();
        } catch (IOException e) {
            throw new UncheckedIOException("the place in an open file is known", e);
        }
    }

    /** Writes the footer; without it the file can't be read. */
    @Override
    public void close() throws IOException {
        try (file) {
            endGroup();
            file.end(metadata);
        }
    }
}
