package io.tokenloom.streams.assemble;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.record.PackedSequence;
import io.tokenloom.sequence.DocumentSplitting;
import io.tokenloom.sequence.IdPlace;
import io.tokenloom.sequence.SequencePacking.Pack;
import io.tokenloom.streams.wire.DeadLetters;
import io.tokenloom.streams.wire.SourceRecord;
import io.tokenloom.streams.wire.TokenWire;
import io.tokenloom.wire.AvroRecordWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Holds token records until their documents end, and publishes these, packed where that is asked for. All that it holds lies
 * in stores as well, so another task goes on where it stopped.
 */
final class AssembleProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private static final Bytes CLOCKS = key("clocks");
    private static final Bytes NOW = key("now");
    private static final Bytes NEXT = key("next");

    private final AssembleOptions options;
    private final TokenWire wire;
    private final TokenFacts.Reader facts;
    private final DocumentPublication publication;
    private final AvroRecordWriter<PackedSequence> writer;
    private final DeadLetters deadLetters;
    private final OpenDocuments documents;
    private final SourceClocks clocks;

    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<Bytes, byte[]> progress;
    private HeldRecords held;
    private OpenPacks packs;
    private PackMetrics metrics;
    private Instant now = Instant.EPOCH;
    private long next;

    AssembleProcessor(AssembleOptions options, TokenWire wire) {
        this.options = options;
        this.wire = wire;
        this.facts = new TokenFacts.Reader(wire.schemas(), false);
        this.publication = new DocumentPublication(options, wire);
        this.writer = wire.writer(options.to(), PackedSequence.class);
        this.deadLetters = new DeadLetters(options.name(), options.deadLetters());
        this.documents = new OpenDocuments(options.grouping());
        this.clocks = new SourceClocks(
                AssembleTopology.sources(options, wire),
                options.grouping().grace().toMillis() * 1000);
    }

    private static Bytes key(String name) {
        return Bytes.wrap(name.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        context = processorContext;
        metrics = new PackMetrics(context.metrics(), options.name(), context.taskId());
        progress = context.getStateStore(AssembleTopology.PROGRESS);
        held = new HeldRecords(context.getStateStore(AssembleTopology.RECORDS));
        options.packing()
                .ifPresent(packing -> packs = new OpenPacks(packing, context.getStateStore(AssembleTopology.PACKS)));
        byte[] known = progress.get(CLOCKS);
        if (known != null) {
            clocks.restore(known);
        }
        now = Instant.EPOCH.plus(number(NOW), ChronoUnit.MICROS);
        next = number(NEXT);
        held.forEach((number, record) -> documents.add(item(
                number,
                record.getDocumentId(),
                HeldRecords.record(record),
                facts.read(HeldRecords.record(record).value()),
                record.getLateUntil() == null ? OptionalLong.empty() : OptionalLong.of(record.getLateUntil()))));
    }

    private long number(Bytes name) {
        byte[] bytes = progress.get(name);
        return bytes == null ? 0 : ByteBuffer.wrap(bytes).getLong();
    }

    private void remember(Bytes name, long number) {
        progress.put(name, ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        KeyedRecord.signal(record).ifPresentOrElse(this::hear, () -> hold(record));
    }

    private void hear(ClockSignal signal) {
        if (!clocks.hear(signal)) {
            return;
        }
        progress.put(CLOCKS, clocks.bytes());
        long watermark = clocks.isEnd() ? SourceClocks.END : clocks.watermark();
        documents.close(watermark).forEach(this::publish);
        if (packs == null || watermark == SourceClocks.UNKNOWN) {
            return;
        }
        if (watermark == SourceClocks.END) {
            packs.closeAll(now).forEach(this::publish);
        } else {
            packs.advance(Instant.EPOCH.plus(watermark, ChronoUnit.MICROS)).forEach(this::publish);
        }
    }

    private void hold(Record<byte[], byte[]> record) {
        SourceRecord origin = KeyedRecord.origin(record);
        String documentId = KeyedRecord.documentId(record);
        TokenFacts known = facts.read(origin.value());
        if (options.space().find(known.tokenizer()).isEmpty()) {
            giveUp(origin, publication.unknown(known));
            return;
        }
        OptionalLong lateUntil = documents.lateUntil(documentId, known.eventTime(), clocks.watermark());
        if (lateUntil.isPresent() && options.late() == LatePolicy.DEAD_LETTER) {
            giveUp(
                    origin,
                    new TokenizationException(
                            FailureCode.LATE_ITEM,
                            "Item " + known.itemId() + " of document " + documentId + " came when stream time was "
                                    + Instant.EPOCH.plus(clocks.watermark(), ChronoUnit.MICROS)
                                    + ", more than the gap of "
                                    + options.grouping().gap()
                                    + " after it. Raise grace, or have late items made documents of their own."));
            return;
        }
        long number = held.put(documentId, lateUntil, origin);
        documents.add(item(number, documentId, origin, known, lateUntil));
        while (documents.bytes() > options.grouping().heldBytes()) {
            documents.closeFirst().forEach(this::publish);
        }
    }

    private HeldItem item(
            long number, String documentId, SourceRecord record, TokenFacts known, OptionalLong lateUntil) {
        IdPlace place = options.space().require(known.tokenizer());
        return new HeldItem(
                number,
                documentId,
                known.eventTime(),
                place.modality(),
                place.tokenizer(),
                known.source(),
                record.value().length + HeldItem.OVERHEAD_BYTES,
                lateUntil);
    }

    private void publish(ClosedDocument document) {
        List<SourceRecord> records = new ArrayList<>();
        for (HeldItem item : document.items()) {
            records.add(held.get(item.number()));
            held.remove(item.number());
        }
        Instant closedAt = Instant.EPOCH.plus(document.closeTime(), ChronoUnit.MICROS);
        DocumentPublication.Published published = publication.publish(document, closedAt, records);
        published.refused().forEach(refused -> giveUp(refused.record(), refused.failure()));
        published.sequence().ifPresent(sequence -> publish(sequence, closedAt));
    }

    private void publish(PackedSequence document, Instant closedAt) {
        if (packs == null) {
            document.setSequenceId(sequenceId(next++));
            remember(NEXT, next);
            forward(document);
            return;
        }
        if (closedAt.isAfter(now)) {
            now = closedAt;
            remember(NOW, ChronoUnit.MICROS.between(Instant.EPOCH, now));
        }
        int most = options.packing().orElseThrow().contextLength();
        for (PackedSequence part : DocumentSplitting.parts(document, most)) {
            packs.add(part, now).forEach(this::publish);
        }
    }

    private void publish(Pack pack) {
        forward(packs.sequence(pack, sequenceId(pack.number())));
    }

    private String sequenceId(long number) {
        return options.name() + "-" + context.taskId().partition() + "-" + number;
    }

    private void forward(PackedSequence sequence) {
        metrics.published(sequence);
        byte[] key = sequence.getDocuments().get(0).getDocumentId().getBytes(StandardCharsets.UTF_8);
        context.forward(
                new Record<>(
                        key,
                        writer.write(sequence),
                        Math.max(0, sequence.getClosedAt().toEpochMilli())),
                AssembleTopology.SEQUENCES);
    }

    private void giveUp(SourceRecord record, TokenizationException failure) {
        context.forward(deadLetters.of(record, AssembleTopology.ASSEMBLE, failure), AssembleTopology.DEAD_LETTERS);
    }
}
