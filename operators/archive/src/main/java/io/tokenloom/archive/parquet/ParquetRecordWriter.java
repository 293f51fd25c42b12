package io.tokenloom.archive.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.avro.AvroWriteSupport;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;

/**
 * Writes a new Parquet file, pages in zstd. Lists are those of three levels that every reader knows. Not thread-safe. Memory:
 * about a row group and a half.
 */
public final class ParquetRecordWriter implements Closeable {
    /** Bytes of a row group in memory: what a reader skips at once, and what a writer holds. */
    public static final long ROW_GROUP = 16L << 20;

    private final ParquetWriter<GenericRecord> writer;

    /**
     * Creates the file.
     *
     * @param metadata what the footer says of the whole file
     * @throws java.nio.file.FileAlreadyExistsException if there is one
     */
    public ParquetRecordWriter(Path file, Schema schema, Map<String, String> metadata) throws IOException {
        this(builder(file, schema, metadata));
    }

    /**
     * Creates a file with columns whose numbers are said by their differences, which takes version 2 of the format.
     *
     * @param metadata what the footer says of the whole file
     * @param rising columns that have no dictionary, by their paths with dots
     * @throws java.nio.file.FileAlreadyExistsException if there is one
     */
    public ParquetRecordWriter(Path file, Schema schema, Map<String, String> metadata, Set<String> rising)
            throws IOException {
        this(withoutDictionaries(
                builder(file, schema, metadata).withWriterVersion(ParquetProperties.WriterVersion.PARQUET_2_0),
                rising));
    }

    private ParquetRecordWriter(AvroParquetWriter.Builder<GenericRecord> builder) throws IOException {
        this.writer = builder.build();
    }

    private static AvroParquetWriter.Builder<GenericRecord> withoutDictionaries(
            AvroParquetWriter.Builder<GenericRecord> builder, Set<String> columns) {
        columns.forEach(column -> builder.withDictionaryEncoding(column, false));
        return builder;
    }

    private static AvroParquetWriter.Builder<GenericRecord> builder(
            Path file, Schema schema, Map<String, String> metadata) {
        ParquetConfiguration configuration = new PlainParquetConfiguration();
        configuration.setBoolean(AvroWriteSupport.WRITE_OLD_LIST_STRUCTURE, false);
        return AvroParquetWriter.<GenericRecord>builder(new LocalOutputFile(file))
                .withSchema(schema)
                .withDataModel(GenericData.get())
                .withConf(configuration)
                .withWriteMode(ParquetFileWriter.Mode.CREATE)
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withCodecFactory(new ZstdCodecFactory())
                .withRowGroupSize(ROW_GROUP)
                .withExtraMetaData(metadata);
    }

    /** Adds a row. */
    public void add(GenericRecord row) throws IOException {
        writer.write(row);
    }

    /** Bytes of the file so far, those in memory as they are there. */
    public long bytes() {
        return writer.getDataSize();
    }

    /** Writes the footer; without it the file can't be read. */
    @Override
    public void close() throws IOException {
        writer.close();
    }
}
