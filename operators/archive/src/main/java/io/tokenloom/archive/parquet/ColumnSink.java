package io.tokenloom.archive.parquet;

import io.tokenloom.wire.IntList;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;

/**
 * Writes one field of flat rows to its column: a number, text or bytes, or a list of them; any may be null where the schema
 * says so. Repetition and definition levels are those of lists of three levels. Not thread-safe.
 */
final class ColumnSink {
    private final ColumnDescriptor column;
    private final boolean list;
    /** Definition level of a list without elements; one more is that of a null in it. */
    private final int empty;

    private final int most;
    private ColumnWriter out;
    /** Texts such as keys and fingerprints come again and again. */
    private String last;

    private Binary lastBytes;

    /** @param column of the field, which says how deep nulls are told */
    ColumnSink(Schema.Field field, ColumnDescriptor column) {
        this.column = column;
        this.list = column.getMaxRepetitionLevel() > 0;
        this.empty = field.schema().isNullable() ? 1 : 0;
        this.most = column.getMaxDefinitionLevel();
    }

    /** To be called for each row group. */
    void open(ColumnWriteStore store) {
        out = store.getColumnWriter(column);
    }

    /** Writes a row's value and returns how many the column has of it. */
    int write(Object value) {
        if (value == null) {
            out.writeNull(0, 0);
            return 1;
        }
        if (!list) {
            write(value, 0);
            return 1;
        }
        List<?> values = (List<?>) value;
        if (values.isEmpty()) {
            out.writeNull(0, empty);
            return 1;
        }
        if (values instanceof IntList numbers) {
            write(numbers);
        } else {
            int repetition = 0;
            for (Object element : values) {
                if (element == null) {
                    out.writeNull(repetition, empty + 1);
                } else {
                    write(element, repetition);
                }
                repetition = 1;
            }
        }
        return values.size();
    }

    /** Nearly all of a row of tokens: no box for each. */
    private void write(IntList numbers) {
        out.write(numbers.number(0), 0, most);
        for (int i = 1; i < numbers.size(); i++) {
            out.write(numbers.number(i), 1, most);
        }
    }

    private void write(Object value, int repetition) {
        if (value instanceof Integer number) {
            out.write(number.intValue(), repetition, most);
        } else if (value instanceof Long number) {
            out.write(number.longValue(), repetition, most);
        } else if (value instanceof ByteBuffer bytes) {
            out.write(Binary.fromConstantByteBuffer(bytes), repetition, most);
        } else {
            out.write(text(value.toString()), repetition, most);
        }
    }

    private Binary text(String text) {
        if (!text.equals(last)) {
            last = text;
            lastBytes = Binary.fromString(text);
        }
        return lastBytes;
    }
}
