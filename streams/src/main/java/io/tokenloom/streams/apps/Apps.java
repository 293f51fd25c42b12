package io.tokenloom.streams.apps;

import io.tokenloom.streams.StreamsApp;
import java.util.List;

/**
 * All apps of a file. Immutable.
 *
 * @param application prefix of their application ids
 * @param threads that each has
 * @param apps at least one
 */
public record Apps(String application, int threads, List<StreamsApp> apps) {
    /** Copies. */
    public Apps {
        apps = List.copyOf(apps);
    }

    /** The id by which Kafka knows an app: its consumer group, its transactions, its internal topics. */
    public String applicationId(StreamsApp app) {
        return application + "-" + app.name();
    }
}
