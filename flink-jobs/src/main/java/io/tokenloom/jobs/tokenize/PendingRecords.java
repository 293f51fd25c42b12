package io.tokenloom.jobs.tokenize;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.util.function.BiConsumerWithException;

/**
 * The source records that were at work at a checkpoint, by key and in their order. Touched at checkpoints alone: a record
 * that comes and goes between two of them costs nothing. Confined to the task's thread.
 */
final class PendingRecords {
    private final ListStateDescriptor<SourceRecord> descriptor;
    private final ListState<SourceRecord> records;

    /** Keys that have something in the state. */
    private Set<String> written = new HashSet<>();

    private PendingRecords(ListStateDescriptor<SourceRecord> descriptor, ListState<SourceRecord> records) {
        this.descriptor = descriptor;
        this.records = records;
    }

    static PendingRecords in(KeyedStateStore store) {
        ListStateDescriptor<SourceRecord> descriptor =
                new ListStateDescriptor<>("pending", TypeInformation.of(SourceRecord.class));
        return new PendingRecords(descriptor, store.getListState(descriptor));
    }

    /** Hands over what was at work at the checkpoint that is restored, each key's in its order. */
    void restore(KeyedStateBackend<String> backend, BiConsumerWithException<String, SourceRecord, Exception> arrive)
            throws Exception {
        Map<String, List<SourceRecord>> restored = new LinkedHashMap<>();
        backend.applyToAllKeys(VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, descriptor, (key, state) -> {
            List<SourceRecord> ofKey = new ArrayList<>();
            state.get().forEach(ofKey::add);
            restored.put(key, ofKey);
        });
        written.addAll(restored.keySet());
        for (Map.Entry<String, List<SourceRecord>> entry : restored.entrySet()) {
            for (SourceRecord source : entry.getValue()) {
                arrive.accept(entry.getKey(), source);
            }
        }
    }

    /** Writes what is at work now. */
    void snapshot(Iterable<KeyQueue> queues, Consumer<String> setKey) throws Exception {
        Set<String> now = new HashSet<>();
        for (KeyQueue queue : queues) {
            setKey.accept(queue.key());
            records.update(queue.sources());
            now.add(queue.key());
        }
        for (String key : written) {
            if (!now.contains(key)) {
                setKey.accept(key);
                records.clear();
            }
        }
        written = now;
    }
}
