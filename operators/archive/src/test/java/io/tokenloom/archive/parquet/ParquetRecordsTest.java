package io.tokenloom.archive.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetRecordsTest {
    private static final Schema SCHEMA = SchemaBuilder.record("Row")
            .fields()
            .requiredLong("time")
            .requiredString("source")
            .name("ids")
            .type()
            .array()
            .items()
            .intType()
            .noDefault()
            .endRecord();

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("rows.parquet");
        try (ParquetRecordWriter writer = new ParquetRecordWriter(file, SCHEMA, Map.of("made.of", "rows"))) {
            for (int i = 0; i < 1000; i++) {
                writer.add(row(i));
            }
        }
    }

    @Test
    void readsWhatWasWritten() throws IOException {
        List<GenericRecord> rows = read(Optional.empty(), Optional.empty());
        assertThat(rows).hasSize(1000);
        assertThat(rows.get(7).get("time")).isEqualTo(7L);
        assertThat(rows.get(7).get("source")).hasToString("source-1");
        assertThat(rows.get(7).get("ids")).isEqualTo(List.of(7, 8, 9));
        try (ParquetRecords records = new ParquetRecords(file, Optional.empty(), Optional.empty())) {
            assertThat(records.metadata()).containsEntry("made.of", "rows");
            assertThat(records.rows()).isEqualTo(1000);
        }
    }

    @Test
    void readsARangeAndTheColumnsThatAreAskedFor() throws IOException {
        Schema times = SchemaBuilder.record("Row").fields().requiredLong("time").endRecord();
        List<GenericRecord> rows = read(Optional.of(times), Optional.of(new ColumnRange("time", 990, 995)));
        assertThat(rows).extracting(row -> row.get("time")).containsExactly(990L, 991L, 992L, 993L, 994L);
        assertThat(rows.get(0).get("ids")).isNull();
        Schema ids = Schema.createRecord(
                "Row",
                null,
                null,
                false,
                List.of(new Schema.Field("ids", SCHEMA.getField("ids").schema())));
        assertThat(read(Optional.of(ids), Optional.empty()).get(3).get("ids")).isEqualTo(List.of(3, 4, 5));
    }

    @Test
    void readsListsThatAreAskedFor() throws IOException {
        Schema ids = SchemaBuilder.record("Row")
                .fields()
                .name("ids")
                .type()
                .array()
                .items()
                .intType()
                .noDefault()
                .endRecord();
        assertThat(read(Optional.of(ids), Optional.empty()).get(7).get("ids")).isEqualTo(List.of(7, 8, 9));
    }

    @Test
    void replacesNoFile() {
        assertThatThrownBy(() -> new ParquetRecordWriter(file, SCHEMA, Map.of()).close())
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void refusesAFileWithoutAnEnd() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Path cut = Files.write(folder.resolve("cut.parquet"), java.util.Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> new ParquetRecords(cut, Optional.empty(), Optional.empty()))
                .hasMessageContaining("cut.parquet");
    }

    private List<GenericRecord> read(Optional<Schema> projection, Optional<ColumnRange> range) throws IOException {
        List<GenericRecord> rows = new ArrayList<>();
        try (ParquetRecords records = new ParquetRecords(file, projection, range)) {
            for (Optional<GenericRecord> row = records.next(); row.isPresent(); row = records.next()) {
                rows.add(row.get());
            }
        }
        return rows;
    }

    private static GenericRecord row(int i) {
        GenericRecord row = new GenericData.Record(SCHEMA);
        row.put("time", (long) i);
        row.put("source", "source-" + i / 5);
        row.put("ids", List.of(i, i + 1, i + 2));
        return row;
    }
}
