package io.tokenloom.jobs.tokenize;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * The id of a route's source topic, kept with its offsets, so that a job that goes on after its topic was deleted and made
 * anew stops instead of skipping the first records of the new one. Not thread-safe.
 */
final class SourceTopicIdentity {
    private final PlannedRoute route;
    private final ListState<String> ids;

    private SourceTopicIdentity(PlannedRoute route, ListState<String> ids) {
        this.route = route;
        this.ids = ids;
    }

    /**
     * Compares the topic with the one of the state that is restored, if any.
     *
     * @throws SuppressRestartsException if it is another one
     */
    static SourceTopicIdentity check(PlannedRoute route, OperatorStateStore store) throws Exception {
        ListState<String> ids = store.getUnionListState(new ListStateDescriptor<>("source-topic-id", Types.STRING));
        for (String before : ids.get()) {
            if (!before.equals(route.sourceTopicId())) {
                // A restart would not mend it.
                throw new SuppressRestartsException(new IllegalStateException("topic "
                        + route.route().from() + " was deleted and made anew (id "
                        + before + " before, " + route.sourceTopicId()
                        + " now), so the offsets of this job's state mean"
                        + " nothing in it. Start without state, or give route "
                        + route.route().name() + " another name to have the new topic read from its beginning."));
            }
        }
        return new SourceTopicIdentity(route, ids);
    }

    void snapshot() throws Exception {
        ids.update(List.of(route.sourceTopicId()));
    }
}
