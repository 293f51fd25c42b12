package io.tokenloom.streams.apps;

import io.tokenloom.configuration.ConfigurationException;
import io.tokenloom.configuration.Mistake;
import io.tokenloom.connection.Connections;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.streams.StreamsApp;
import io.tokenloom.streams.wire.TokenWire;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.topics.TopicProvisioner;
import io.tokenloom.topics.TopicSpec;
import io.tokenloom.wire.SchemaSource;
import io.tokenloom.wire.Subjects;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What is done once before apps start: topics and schemas are made or looked up. Every mistake is told at once. */
final class AppsPreparation {
    private final Path file;
    private final Apps apps;
    private final Provisioning provisioning;
    private final List<Mistake> mistakes = new ArrayList<>();

    /** Who makes topics and schemas. */
    enum Provisioning {
        /** This process, where they are missing. */
        CREATE_MISSING,
        /** Somebody else; what is missing is a mistake. */
        LOOK_UP
    }

    private AppsPreparation(Path file, Apps apps, Provisioning provisioning) {
        this.file = file;
        this.apps = apps;
        this.provisioning = provisioning;
    }

    /**
     * What all of the apps read and write with.
     *
     * @param schemas stays the caller's to close
     * @throws ConfigurationException with every topic and schema that is missing
     * @throws TokenizationException SCHEMA_UNAVAILABLE if the registry does not answer
     * @throws InterruptedException if interrupted while waiting
     */
    static TokenWire prepare(
            Path file, Apps apps, Connections connections, SchemaSource schemas, Provisioning provisioning)
            throws InterruptedException {
        AppsPreparation preparation = new AppsPreparation(file, apps, provisioning);
        try (Admin admin = Admin.create(connections.kafkaProperties())) {
            Map<String, Integer> partitions = preparation.topics(admin);
            Map<String, Integer> ids = preparation.schemas(new Subjects(schemas));
            if (!preparation.mistakes.isEmpty()) {
                throw new ConfigurationException(preparation.mistakes);
            }
            return new TokenWire(schemas, ids, partitions);
        }
    }

    private Map<String, Integer> topics(Admin admin) throws InterruptedException {
        Map<String, TopicSpec> written = new HashMap<>();
        for (StreamsApp app : apps.apps()) {
            app.outputs().keySet().forEach(spec -> written.put(spec.name(), spec));
            written.put(app.deadLetters(), TopicCatalogue.named(app.deadLetters(), TopicCatalogue.DEAD_LETTERS));
        }
        if (provisioning == Provisioning.CREATE_MISSING) {
            Map<String, TopicSpec> all = new HashMap<>(written);
            // An input that is the platform's own may be made before the job that fills it.
            inputs().forEach(input -> TopicCatalogue.find(input).ifPresent(spec -> all.putIfAbsent(input, spec)));
            new TopicProvisioner(admin).createMissing(all.values());
        }
        Set<String> names = new HashSet<>(written.keySet());
        names.addAll(inputs());
        Map<String, Integer> partitions = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> answer :
                admin.describeTopics(names).topicNameValues().entrySet()) {
            try {
                partitions.put(
                        answer.getKey(), answer.getValue().get().partitions().size());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw new IllegalStateException(
                            "Topic " + answer.getKey() + " can't be described: "
                                    + e.getCause().getMessage() + ". Give this principal the right Describe.",
                            e.getCause());
                }
                mistake("the topic " + answer.getKey() + " does not exist", "Create it, or start with --provision.");
            }
        }
        return partitions;
    }

    private Set<String> inputs() {
        Set<String> inputs = new HashSet<>();
        apps.apps().forEach(app -> inputs.addAll(app.inputs()));
        return inputs;
    }

    private Map<String, Integer> schemas(Subjects subjects) {
        Map<String, Integer> ids = new HashMap<>();
        for (StreamsApp app : apps.apps()) {
            app.outputs().forEach((topic, type) -> {
                try {
                    ids.put(
                            topic.name(),
                            provisioning == Provisioning.CREATE_MISSING
                                    ? subjects.register(topic.name(), type)
                                    : subjects.lookUp(topic.name(), type));
                } catch (TokenizationException e) {
                    if (e.code().retriable()) {
                        throw e;
                    }
                    mistake("app " + app.name() + " can't write to " + topic.name(), e.getMessage());
                }
            });
        }
        return ids;
    }

    private void mistake(String problem, String mend) {
        mistakes.add(new Mistake(file.toString(), "", problem, mend));
    }
}
