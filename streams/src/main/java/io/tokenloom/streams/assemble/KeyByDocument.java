package io.tokenloom.streams.assemble;

import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.streams.wire.EndMark;
import io.tokenloom.streams.wire.TokenWire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Puts each token record under the id of its document, unchanged, and tells the clocks of the partitions that its task
 * reads. Tombstones are passed over: what they take back may be published already.
 */
final class KeyByDocument implements Processor<byte[], byte[], byte[], byte[]> {
    private static final Duration TELL_EVERY = Duration.ofMillis(100);

    private final AssembleOptions options;
    private final TokenFacts.Reader facts;
    private final Map<String, Integer> topics = new HashMap<>();
    private final Map<Source, Long> times = new HashMap<>();
    private final Map<Source, Long> quietSince = new HashMap<>();
    private final Map<Source, Long> nextOffsets = new HashMap<>();
    private final Set<Source> untold = new HashSet<>();
    private final TokenWire wire;
    private ProcessorContext<byte[], byte[]> context;

    KeyByDocument(AssembleOptions options, TokenWire wire) {
        this.options = options;
        this.facts =
                new TokenFacts.Reader(wire.schemas(), options.grouping().by().contains(GroupKey.STREAM_KEY));
        this.wire = wire;
        for (int i = 0; i < options.inputs().size(); i++) {
            topics.put(options.inputs().get(i), i);
        }
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        context = processorContext;
        int partition = context.taskId().partition();
        topics.forEach((topic, index) -> {
            if (partition < wire.partitions().getOrDefault(topic, 0)) {
                quietSince.put(new Source(index, partition), context.currentSystemTimeMs());
            }
        });
        context.schedule(TELL_EVERY, PunctuationType.WALL_CLOCK_TIME, this::tell);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata from = context.recordMetadata().orElseThrow();
        Source source = new Source(topics.get(from.topic()), from.partition());
        nextOffsets.put(source, from.offset() + 1);
        if (record.value() == null) {
            if (EndMark.is(record)) {
                times.remove(source);
                untold.remove(source);
                quietSince.remove(source);
                context.forward(KeyedRecord.signal(new ClockSignal.End(source), record.timestamp()));
            }
            return;
        }
        TokenFacts known = facts.read(record.value());
        wire.pace().reached(from.partition(), known.eventTime());
        context.forward(KeyedRecord.item(documentId(known, record), record, from));
        quietSince.put(source, context.currentSystemTimeMs());
        if (times.merge(source, known.eventTime(), Math::max) == known.eventTime()) {
            untold.add(source);
        }
    }

    /**
     * The first of what documents go by that the record has.
     *
     * @throws TokenizationException never for a list that ends with the item id
     */
    private String documentId(TokenFacts known, Record<byte[], byte[]> record) {
        for (GroupKey key : options.grouping().by()) {
            Optional<String> id =
                    switch (key) {
                        case CORRELATION_ID -> known.correlationId();
                        case STREAM_KEY -> known.streamKey();
                        case RECORD_KEY ->
                            Optional.ofNullable(record.key()).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
                        case ITEM_ID -> Optional.of(known.itemId());
                    };
            if (id.isPresent() && !id.get().isEmpty()) {
                return id.get();
            }
        }
        return known.itemId();
    }

    /** Every task that assembles has to know all clocks, and a record goes to one of them only. */
    private void tell(long now) {
        for (Source source : untold) {
            long micros = times.get(source);
            context.forward(KeyedRecord.signal(new ClockSignal.Time(source, micros), micros / 1000));
        }
        untold.clear();
        long idleSince = now - options.grouping().idle().toMillis();
        for (Source source : Set.copyOf(quietSince.keySet())) {
            if (quietSince.get(source) > idleSince) {
                continue;
            }
            if (isRead(source)) {
                quietSince.remove(source);
                long timestamp = times.getOrDefault(source, 0L) / 1000;
                context.forward(KeyedRecord.signal(new ClockSignal.Idle(source), timestamp));
            } else {
                // Slow, not idle: its records are still to come, and must not be late.
                quietSince.put(source, now);
            }
        }
    }

    private boolean isRead(Source source) {
        Long next = nextOffsets.get(source);
        return wire.ends()
                .isRead(
                        options.inputs().get(source.topic()),
                        source.partition(),
                        next == null ? OptionalLong.empty() : OptionalLong.of(next));
    }
}
