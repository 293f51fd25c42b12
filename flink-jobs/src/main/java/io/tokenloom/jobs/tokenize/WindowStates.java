package io.tokenloom.jobs.tokenize;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;

/**
 * The open windows of a task, in keyed state: the records that wait, as they would have left without being merged; how full
 * each window is; which deltas its key published last. All of the current key. Confined to the task's thread.
 */
final class WindowStates {
    private static final String FILL = "window-fill";

    private final ListState<SinkRecord> waiting;
    private final ValueState<WindowFill> fill;
    private final ValueState<byte[]> published;

    WindowStates(KeyedStateStore store) {
        waiting = store.getListState(new ListStateDescriptor<>("window", TypeInformation.of(SinkRecord.class)));
        fill = store.getState(new ValueStateDescriptor<>(FILL, TypeInformation.of(WindowFill.class)));
        published = store.getState(
                new ValueStateDescriptor<>("published-deltas", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    }

    /** Keys that have an open window. */
    static List<String> openKeys(KeyedStateBackend<String> backend) {
        try (Stream<String> keys = backend.getKeys(FILL, VoidNamespace.INSTANCE)) {
            return keys.sorted().toList();
        }
    }

    /** How full the window is, if one is open. */
    Optional<WindowFill> fill() throws Exception {
        return Optional.ofNullable(fill.value());
    }

    /** Keeps a record that waits. */
    void add(SinkRecord waits, WindowFill now) throws Exception {
        waiting.add(waits);
        fill.update(now);
    }

    /** The records of the window in their order; there is none any more. */
    List<SinkRecord> take() throws Exception {
        List<SinkRecord> all = new ArrayList<>();
        waiting.get().forEach(all::add);
        waiting.clear();
        fill.clear();
        return all;
    }

    PublishedDeltas published(byte[] fingerprint) throws Exception {
        return PublishedDeltas.of(fingerprint, Optional.ofNullable(published.value()));
    }

    void published(PublishedDeltas now) throws Exception {
        published.update(now.state());
    }
}
