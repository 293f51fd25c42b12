package io.tokenloom.topics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates missing topics. A topic that is there already is left as its owner configured it. Thread-safe as far as the
 * {@link Admin} is; the caller closes that.
 */
public final class TopicProvisioner {
    private final Admin admin;

    /** Works through this client, which stays the caller's. */
    public TopicProvisioner(Admin admin) {
        this.admin = admin;
    }

    /**
     * Creates those that are missing, with the broker's default replication, and waits for it.
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
        return List.copyOf(created);
    }
}
