package io.tokenloom.jobs.tokenize;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * How many records of a route were waiting in windows at a checkpoint, beside the windows themselves: a route that has no
 * windows any more would pass over them in silence. Not thread-safe.
 */
final class WaitingRecords {
    private final ListState<Long> counts;

    private WaitingRecords(ListState<Long> counts) {
        this.counts = counts;
    }

    static WaitingRecords in(OperatorStateStore store) throws Exception {
        return new WaitingRecords(store.getUnionListState(new ListStateDescriptor<>("records-waiting", Types.LONG)));
    }

    void snapshot(long waiting) throws Exception {
        counts.update(List.of(waiting));
    }

    /**
     * Sees to it that none wait.
     *
     * @throws SuppressRestartsException if some do
     */
    void requireNone(PlannedRoute route) throws Exception {
        long waiting = 0;
        for (long count : counts.get()) {
            waiting += count;
        }
        if (waiting > 0) {
            // A restart would not mend it.
            throw new SuppressRestartsException(new IllegalStateException("route "
                    + route.route().name() + " has " + waiting + " records that wait to be merged with others, and its"
                    + " options say nothing of dynamic any more, so they would be lost. Start it as it was and stop it"
                    + " with flink stop --drain, which closes all windows; then change the route."));
        }
        counts.clear();
    }
}
