package io.tokenloom.jobs.routes;

import java.util.Map;

/**
 * What a job needs to know of the cluster it starts on. Immutable.
 *
 * @param maxRecordBytes {@code max.message.bytes} of every topic of the routes
 */
public record ClusterFacts(Map<String, Integer> maxRecordBytes) {
    /** Copies the map. */
    public ClusterFacts {
        maxRecordBytes = Map.copyOf(maxRecordBytes);
    }

    /** Largest record that any of these topics accepts: what the producer must be able to send. */
    public int largestRecordBytes(Iterable<String> topics) {
        int largest = 0;
        for (String topic : topics) {
            largest = Math.max(largest, maxRecordBytes.getOrDefault(topic, 0));
        }
        return largest;
    }
}
