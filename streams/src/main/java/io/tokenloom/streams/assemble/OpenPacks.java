package io.tokenloom.streams.assemble;

import io.tokenloom.record.PackedSequence;
import io.tokenloom.sequence.SequencePacking;
import io.tokenloom.sequence.SequencePacking.Pack;
import io.tokenloom.wire.AvroRecordWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The packs that are open, in memory and, document by document, in a store: under the pack's number and the document's
 * place in it. The number of the pack that is opened next lies under a key of its own. Not thread-safe.
 */
final class OpenPacks {
    private static final Bytes NEXT = Bytes.wrap(new byte[] {'n', 'e', 'x', 't'});

    private final SequencePacking packing;
    private final SequencePacking.Options options;
    private final KeyValueStore<Bytes, byte[]> store;
    private final AvroRecordWriter<PackedSequence> writer = AvroRecordWriter.singleObjects(PackedSequence.class);

    OpenPacks(SequencePacking.Options options, KeyValueStore<Bytes, byte[]> store) {
        this.packing = new SequencePacking(options);
        this.options = options;
        this.store = store;
        restore();
    }

    private void restore() {
        TreeMap<Long, List<PackedSequence>> parts = new TreeMap<>();
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> entry = all.next();
                if (entry.key.equals(NEXT)) {
                    packing.resumeAt(ByteBuffer.wrap(entry.value).getLong());
                } else {
                    long pack = ByteBuffer.wrap(entry.key.get()).getLong();
                    parts.computeIfAbsent(pack, first -> new ArrayList<>()).add(decode(entry.value));
                }
            }
        }
        parts.forEach((number, documents) -> {
            Instant openedAt = documents.get(0).getClosedAt();
            packing.resume(new Pack(number, openedAt, documents, openedAt.plus(options.delay())));
        });
    }

    /** Puts a document in; the packs that are full by it, or were closed for it. */
    List<Pack> add(PackedSequence part, Instant now) {
        // Its pack's time counts from the first document's.
        part.setClosedAt(now);
        long before = packing.next();
        SequencePacking.Placement placement = packing.add(part, now);
        store.put(key(placement.pack(), placement.index()), writer.write(part));
        if (packing.next() != before) {
            store.put(
                    NEXT,
                    ByteBuffer.allocate(Long.BYTES).putLong(packing.next()).array());
        }
        return forget(placement.closed());
    }

    List<Pack> advance(Instant now) {
        return forget(packing.advance(now));
    }

    List<Pack> closeAll(Instant now) {
        return forget(packing.closeAll(now));
    }

    private List<Pack> forget(List<Pack> closed) {
        for (Pack pack : closed) {
            for (int i = 0; i < pack.parts().size(); i++) {
                store.delete(key(pack.number(), i));
            }
        }
        return closed;
    }

    PackedSequence sequence(Pack pack, String sequenceId) {
        return packing.sequence(pack, sequenceId);
    }

    private static Bytes key(long pack, int index) {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(pack)
                .putInt(index)
                .array());
    }

    private static PackedSequence decode(byte[] bytes) {
        try {
            return PackedSequence.getDecoder().decode(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The state store holds a document that this version can't read. Stop the app, reset its state with"
                            + " kafka-streams-application-reset, and start it again.",
                    e);
        }
    }
}
