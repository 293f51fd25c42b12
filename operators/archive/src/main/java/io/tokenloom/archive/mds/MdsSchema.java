package io.tokenloom.archive.mds;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What samples are made of. Thread-safe: immutable.
 *
 * @param columns by name, as MDS has them in its files
 */
public record MdsSchema(List<MdsColumn> columns) {
    /** Sorts them. */
    public MdsSchema {
        columns = columns.stream().sorted(Comparator.comparing(MdsColumn::name)).toList();
    }

    /**
     * A sample as bytes.
     *
     * @param values in the order of {@link #columns}
     */
    public byte[] encode(List<?> values) {
        List<byte[]> data = new ArrayList<>();
        int variable = 0;
        for (int i = 0; i < columns.size(); i++) {
            data.add(columns.get(i).encoding().encode(values.get(i)));
            variable += columns.get(i).encoding().size().isEmpty() ? 1 : 0;
        }
        ByteBuffer sizes = ByteBuffer.allocate(variable * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).encoding().size().isEmpty()) {
                sizes.putInt(data.get(i).length);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(sizes.array());
        data.forEach(out::writeBytes);
        return out.toByteArray();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws CorruptShardException if the sizes of the columns are not that of the sample
     */
    List<Object> decode(ByteBuffer sample) {
        ByteBuffer in = sample.order(ByteOrder.LITTLE_ENDIAN);
        int[] sizes = new int[columns.size()];
        long sum = 0;
        for (int i = 0; i < sizes.length; i++) {
            if (columns.get(i).encoding().size().isEmpty() && in.remaining() < Integer.BYTES) {
                throw new CorruptShardException("a sample ends within its sizes");
            }
            sizes[i] = columns.get(i).encoding().size().orElseGet(in::getInt);
            sum += Integer.toUnsignedLong(sizes[i]);
        }
        if (sum != in.remaining()) {
            throw new CorruptShardException(
                    "the columns of a sample take " + sum + " bytes, and it has " + in.remaining());
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            values.add(columns.get(i)
                    .encoding()
                    .decode(in.slice(in.position(), sizes[i]).order(ByteOrder.LITTLE_ENDIAN)));
            in.position(in.position() + sizes[i]);
        }
        return values;
    }

    /** Adds names, encodings and sizes to JSON. */
    ObjectNode describe(ObjectNode json) {
        ArrayNode encodings = json.putArray("column_encodings");
        ArrayNode names = json.putArray("column_names");
        ArrayNode sizes = json.putArray("column_sizes");
        for (MdsColumn column : columns) {
            encodings.add(column.encoding().title());
            names.add(column.name());
            sizes.add(
                    column.encoding().size().isPresent()
                            ? JsonNodeFactory.instance.numberNode(
                                    column.encoding().size().getAsInt())
                            : JsonNodeFactory.instance.nullNode());
        }
        return json;
    }
}
