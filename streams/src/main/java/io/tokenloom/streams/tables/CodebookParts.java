package io.tokenloom.streams.tables;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.record.Codebook;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The codes of codebooks in a store, by {@link TableId} and first row, as they came. Not thread-safe.
 *
 * @param store of a task
 */
record CodebookParts(KeyValueStore<Bytes, byte[]> store) {
    /** 256 MiB in memory, while the neighbours of a codebook are looked for; twice that while it is loaded. */
    static final long MOST_NUMBERS = 1 << 26;

    /**
     * Keeps the codes of a part.
     *
     * @return whether they are others than before
     * @throws TokenizationException if it is no part of a codebook
     */
    boolean put(TableId table, Codebook part) {
        byte[] values = values(part);
        Bytes key = TableId.key(table.bytes(), part.getFirstRow());
        if (Arrays.equals(store.get(key), values)) {
            return false;
        }
        store.put(key, values);
        return true;
    }

    /** Forgets all parts of a codebook. */
    void clear(TableId table) {
        byte[] beginning = table.bytes();
        try (KeyValueIterator<Bytes, byte[]> parts =
                store.range(TableId.key(beginning, 0), TableId.key(beginning, Integer.MAX_VALUE))) {
            while (parts.hasNext()) {
                KeyValue<Bytes, byte[]> part = parts.next();
                store.delete(part.key);
            }
        }
    }

    /** The codes as [dimension][row], if all parts are there. */
    Optional<float[][]> columns(TableId table, int rows, int dimension) {
        List<FloatBuffer> found = new ArrayList<>();
        int end = 0;
        while (end < rows) {
            byte[] values = store.get(TableId.key(table.bytes(), end));
            if (values == null) {
                return Optional.empty();
            }
            FloatBuffer part = floats(values);
            end += part.remaining() / dimension;
            found.add(part);
        }
        float[][] columns = new float[dimension][rows];
        int row = 0;
        for (FloatBuffer part : found) {
            for (; part.hasRemaining(); row++) {
                for (int i = 0; i < dimension; i++) {
                    columns[i][row] = part.get();
                }
            }
        }
        return Optional.of(columns);
    }

    private static byte[] values(Codebook part) {
        ByteBuffer buffer = part.getValues().duplicate();
        byte[] values = new byte[buffer.remaining()];
        buffer.get(values);
        check(part, values);
        return values;
    }

    private static void check(Codebook part, byte[] values) {
        int rows = part.getRows();
        int dimension = part.getDimension();
        if (rows < 1 || dimension < 1 || (long) rows * dimension > MOST_NUMBERS) {
            throw new TokenizationException(
                    FailureCode.RECORD_TOO_LARGE,
                    "The codebook has " + rows + " rows of " + dimension + " numbers; 1 to " + MOST_NUMBERS
                            + " numbers in all can be compared. Leave it out of the topic.");
        }
        long rowBytes = (long) dimension * Float.BYTES;
        long has = values.length / rowBytes;
        if (has < 1 || values.length % rowBytes != 0 || part.getFirstRow() < 0 || part.getFirstRow() + has > rows) {
            throw new TokenizationException(
                    FailureCode.TRUNCATED_RECORD,
                    values.length + " bytes from row " + part.getFirstRow() + " on are no part of " + rows + " rows of "
                            + dimension + " float32. Write whole rows, and no more than there are.");
        }
        FloatBuffer floats = floats(values);
        while (floats.hasRemaining()) {
            if (!Float.isFinite(floats.get())) {
                throw new TokenizationException(
                        FailureCode.MODEL_OUTPUT,
                        "Row " + (part.getFirstRow() + (floats.position() - 1) / dimension)
                                + " of the codebook has a number that is not finite, so it has no distance. Mend the"
                                + " bundle.");
            }
        }
    }

    private static FloatBuffer floats(byte[] values) {
        return ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }
}
