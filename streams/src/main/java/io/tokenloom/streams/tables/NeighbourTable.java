package io.tokenloom.streams.tables;

import io.tokenloom.record.Codebook;
import io.tokenloom.record.Neighbours;
import io.tokenloom.streams.wire.TokenWire;
import io.tokenloom.wire.AvroRecordReader;
import io.tokenloom.wire.AvroRecordWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps codebooks, and sends the neighbours of their rows, a slice at a time so that a thread's other tasks and its commits
 * go on. A slice is an amount of work and not of time, so that it is the same after a restart: comparing took 24 to 42 ms of
 * one busy core, for codebooks from 16,384 rows of 8 numbers to 262,144 of 16 and 8,192 of 768. A single row of the largest
 * codebook would take some 40 ms at that rate. The first slice also loads the codebook.
 */
final class NeighbourTable extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** Steps of a slice: one for each number of each row that is compared, some more for each row and neighbour. */
    private static final long SLICE_STEPS = 48_000_000;

    private static final int STEPS_OF_A_ROW = 8;
    private static final int STEPS_OF_A_NEIGHBOUR = 200;
    private static final int SLICE_TOMBSTONES = 10_000;

    private final NeighbourOptions options;
    private final AvroRecordReader<Codebook> reader;
    private final AvroRecordWriter<Neighbours> writer;
    private CodebookParts parts;
    private KeyValueStore<Bytes, byte[]> states;
    private Optional<Open> open = Optional.empty();
    /** Codebooks that are not looked at until another part of them comes. */
    private final Set<TableId> incomplete = new HashSet<>();

    /** The codebook at work, in memory. */
    private record Open(TableId table, NearestRows rows) {}

    NeighbourTable(NeighbourOptions options, TokenWire wire) {
        this.options = options;
        this.reader = AvroRecordReader.of(Codebook.class, wire.schemas());
        this.writer = wire.writer(options.to(), Neighbours.class);
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        parts = new CodebookParts(context.getStateStore(NeighbourTopology.CODES));
        states = context.getStateStore(NeighbourTopology.PROGRESS);
        context.schedule(PAUSE, PunctuationType.WALL_CLOCK_TIME, time -> work());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (record.value() == null) {
            return;
        }
        Codebook part = reader.read(record.value());
        TableId table = new TableId(part.getTokenizer(), part.getPlane());
        Bytes key = Bytes.wrap(table.bytes());
        byte[] known = states.get(key);
        CodebookState state = known == null
                ? new CodebookState(part.getRows(), part.getDimension(), options.neighbours(), 0, 0)
                : CodebookState.of(known);
        boolean sameShape = state.hasShape(part.getRows(), part.getDimension());
        boolean different = parts.put(table, part);
        if (!sameShape) {
            parts.clear(table);
            parts.put(table, part);
        }
        if (different || !sameShape) {
            states.put(key, state.anew(part.getRows(), part.getDimension()).bytes());
            open = Optional.empty();
            incomplete.remove(table);
        }
    }

    private void work() {
        for (Map.Entry<TableId, CodebookState> some : unfinished().entrySet()) {
            Optional<NearestRows> rows = open(some.getKey(), some.getValue());
            if (rows.isPresent()) {
                CodebookState after = slice(some.getKey(), some.getValue(), rows.get());
                states.put(Bytes.wrap(some.getKey().bytes()), after.bytes());
                return;
            }
        }
        open = Optional.empty();
    }

    private Map<TableId, CodebookState> unfinished() {
        Map<TableId, CodebookState> found = new LinkedHashMap<>();
        try (KeyValueIterator<Bytes, byte[]> all = states.all()) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> next = all.next();
                TableId table = TableId.of(next.key.get());
                CodebookState state = CodebookState.of(next.value).with(options.neighbours());
                if (!state.done() && !incomplete.contains(table)) {
                    found.put(table, state);
                }
            }
        }
        return found;
    }

    /** Empty while parts are missing. */
    private Optional<NearestRows> open(TableId table, CodebookState state) {
        if (open.filter(some -> some.table().equals(table)).isEmpty()) {
            open = parts.columns(table, state.rows(), state.dimension())
                    .map(columns -> new Open(table, new NearestRows(columns, options.neighbours())));
        }
        if (open.isEmpty()) {
            incomplete.add(table);
        }
        return open.map(Open::rows);
    }

    private CodebookState slice(TableId table, CodebookState state, NearestRows rows) {
        if (state.next() == state.rows()) {
            int from = Math.max(state.rows(), state.sent() - SLICE_TOMBSTONES);
            for (int id = from; id < state.sent(); id++) {
                send(table, id, null);
            }
            return state.cutTo(from);
        }
        int end = (int) Math.min(state.rows(), state.next() + sliceRows(state));
        for (int id = state.next(); id < end; id++) {
            Neighbours neighbours = new Neighbours(table.tokenizer(), table.plane(), id, rows.of(id));
            send(table, id, writer.write(neighbours));
        }
        return state.sentUpTo(end);
    }

    private long sliceRows(CodebookState state) {
        long steps = (long) state.rows() * (state.dimension() + STEPS_OF_A_ROW)
                + (long) options.neighbours() * STEPS_OF_A_NEIGHBOUR;
        return Math.max(1, SLICE_STEPS / steps);
    }

    private void send(TableId table, int id, byte[] value) {
        context().forward(new Record<>(table.topicKey(id), value, context().currentSystemTimeMs()));
    }
}
