package io.tokenloom.jobs.routes;

import java.util.Map;

/**
 * What a job needs to know of the cluster it starts on. Immutable.
 *
 * @param maxRecordBytes {@code max.message.bytes} of every topic of the routes
 * @param topicIds Kafka's ids of these topics: one that was deleted and made anew has another
 */
public record ClusterFacts(Map<String, Integer> maxRecordBytes, Map<String, String> topicIds) {
    /** Copies the maps. */
    public ClusterFacts {
        maxRecordBytes = Map.copyOf(maxRecordBytes);
        topicIds = Map.copyOf(topicIds);
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
