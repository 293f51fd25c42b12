package io.tokenloom.archive.commit;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Up to where topics have been archived: for each topic and partition the offset of the next record. Immutable.
 *
 * @param topics by name
 */
public record NextOffsets(@JsonValue Map<String, Map<Integer, Long>> topics) {
    /** Of no topic. */
    public static final NextOffsets NONE = new NextOffsets(Map.of());

    /** Copies, sorted. */
    @JsonCreator
    public NextOffsets {
        Map<String, Map<Integer, Long>> sorted = new TreeMap<>();
        topics.forEach(
                (topic, partitions) -> sorted.put(topic, Collections.unmodifiableMap(new TreeMap<>(partitions))));
        topics = Collections.unmodifiableMap(sorted);
    }

    /** The farther one of both for each partition. */
    public NextOffsets and(NextOffsets other) {
        Map<String, Map<Integer, Long>> all = new TreeMap<>();
        topics.forEach((topic, partitions) -> all.put(topic, new TreeMap<>(partitions)));
        other.topics.forEach((topic, partitions) -> partitions.forEach((partition, next) ->
                all.computeIfAbsent(topic, t -> new TreeMap<>()).merge(partition, next, Math::max)));
        return new NextOffsets(all);
    }
}
