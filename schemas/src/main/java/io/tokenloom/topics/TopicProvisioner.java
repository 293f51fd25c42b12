package io.tokenloom.topics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates missing topics. A topic that is there already is left as its owner configured it. Thread-safe as far as the
 * {@link Admin} is; the caller closes that.
 */
public final class TopicProvisioner {
    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(30);
    private static final long LOOK_AGAIN_MILLIS = 50;

    private final Admin admin;

    /** Works through this client, which stays the caller's. */
    public TopicProvisioner(Admin admin) {
        this.admin = admin;
    }

    /**
     * Creates those that are missing, with the broker's default replication, and waits until clients see them.
     *
     * @return the names of the topics that this call created
     * @throws IllegalStateException with all refused topics and the broker's reasons
     * @throws InterruptedException if interrupted while waiting
     */
    public List<String> createMissing(Collection<TopicSpec> topics) throws InterruptedException {
        List<NewTopic> wanted = topics.stream()
                .map(topic -> new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty())
                        .configs(topic.configuration()))
                .toList();
        Map<String, KafkaFuture<Void>> answers = admin.createTopics(wanted).values();
        List<String> created = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (TopicSpec topic : topics) {
            try {
                answers.get(topic.name()).get();
                created.add(topic.name());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    refused.add(topic.name() + ": " + e.getCause().getMessage());
                }
            }
        }
        if (!refused.isEmpty()) {
            throw new IllegalStateException("topics could not be created: " + String.join("; ", refused)
                    + ". Create them by hand or give this principal the right to create topics.");
        }
        awaitVisible(topics.stream().map(TopicSpec::name).toList());
        return List.copyOf(created);
    }

    /** The controller has them; the brokers that clients ask may learn of it a moment later. */
    private void awaitVisible(List<String> names) throws InterruptedException {
        long deadline = System.nanoTime() + VISIBLE_WITHIN.toNanos();
        Set<String> hidden = new TreeSet<>(names);
        while (!hidden.isEmpty()) {
            Map<String, KafkaFuture<TopicDescription>> answers =
                    admin.describeTopics(hidden).topicNameValues();
            for (Map.Entry<String, KafkaFuture<TopicDescription>> answer : answers.entrySet()) {
                try {
                    answer.getValue().get();
                    hidden.remove(answer.getKey());
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                        throw new IllegalStateException(
                                "topic " + answer.getKey() + " can't be described: "
                                        + e.getCause().getMessage() + ". Give this principal the right Describe.",
                                e.getCause());
                    }
                }
            }
            if (!hidden.isEmpty()) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("topics exist but the brokers do not know them after "
                            + VISIBLE_WITHIN.toSeconds() + " s: " + String.join(", ", hidden)
                            + ". Check the controller and try again.");
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
            }
        }
    }
}
