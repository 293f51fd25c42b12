package io.tokenloom.streams.apps;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A consumer of Kafka Streams that does not fetch for tasks that are ahead of others. All inputs of a task wait at once: Kafka
 * Streams does not go on with one of them while another one that has records gives none. Not thread-safe, as all consumers.
 */
final class AlignedConsumer extends KafkaConsumer<byte[], byte[]> {
    private final TaskAlignment alignment;
    private final Set<String> inputs;
    private final Set<TopicPartition> waiting = new HashSet<>();
    private final Set<TopicPartition> pausedByStreams = new HashSet<>();
    private Set<Integer> tasks = Set.of();

    /** @param inputs topics whose partitions wait for each other */
    AlignedConsumer(Map<String, Object> settings, TaskAlignment alignment, Set<String> inputs) {
        super(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.alignment = alignment;
        this.inputs = Set.copyOf(inputs);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        align();
        return super.poll(timeout);
    }

    private void align() {
        Set<TopicPartition> assigned = new HashSet<>(assignment());
        pausedByStreams.retainAll(assigned);
        waiting.retainAll(assigned);
        assigned.removeIf(partition -> !inputs.contains(partition.topic()));
        note(assigned);
        for (TopicPartition partition : assigned) {
            if (alignment.isAhead(partition.partition())) {
                if (waiting.add(partition)) {
                    super.pause(Set.of(partition));
                }
            } else if (waiting.remove(partition) && !pausedByStreams.contains(partition)) {
                super.resume(Set.of(partition));
            }
        }
    }

    private void note(Set<TopicPartition> assigned) {
        Set<Integer> now = new HashSet<>();
        Set<Integer> more = new HashSet<>();
        for (TopicPartition partition : assigned) {
            now.add(partition.partition());
            if (currentLag(partition).orElse(0) > 0) {
                more.add(partition.partition());
            }
        }
        now.forEach(task -> alignment.hasMore(task, more.contains(task)));
        tasks.stream().filter(task -> !now.contains(task)).forEach(alignment::forget);
        tasks = now;
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
        pausedByStreams.addAll(partitions);
        super.pause(partitions);
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        pausedByStreams.removeAll(partitions);
        Set<TopicPartition> free = new HashSet<>(partitions);
        free.removeAll(waiting);
        super.resume(free);
    }

    @Override
    public void close(CloseOptions options) {
        // Threads that go on must not wait for the tasks of this one.
        tasks.forEach(alignment::forget);
        super.close(options);
    }
}
