package io.tokenloom.wire;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;

/** Avro records as trees of maps, lists and plain values, for JSON. Bytes become hex digits, times and enums text. Thread-safe: stateless. */
public final class AvroTree {
    private AvroTree() {}

    /** All fields of a record, in the order of its schema. */
    public static Map<String, Object> of(IndexedRecord record) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (Schema.Field field : record.getSchema().getFields()) {
            tree.put(field.name(), value(record.get(field.pos())));
        }
        return tree;
    }

    private static Object value(Object value) {
        if (value instanceof IndexedRecord record) {
            return of(record);
        }
        if (value instanceof Collection<?> values) {
            return values.stream().map(AvroTree::value).toList();
        }
        if (value instanceof GenericFixed fixed) {
            return HexFormat.of().formatHex(fixed.bytes());
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return HexFormat.of().formatHex(bytes);
        }
        return value == null || value instanceof Number || value instanceof Boolean ? value : value.toString();
    }
}
