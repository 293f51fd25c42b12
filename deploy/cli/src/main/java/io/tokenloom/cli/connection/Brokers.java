package io.tokenloom.cli.connection;

import io.tokenloom.cli.CommandException;
import io.tokenloom.connection.Connections;
import io.tokenloom.connection.KafkaFailures;
import io.tokenloom.reader.ReaderException;
import io.tokenloom.topics.TopicProvisioner;
import io.tokenloom.topics.TopicSpec;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.RetriableException;

/** An admin client that was seen to answer. Thread-safe; closing it closes the client. */
public final class Brokers implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Connections connections;
    private final Admin admin;

    private Brokers(Connections connections, Admin admin) {
        this.connections = connections;
        this.admin = admin;
    }

    /**
     * Connects.
     *
     * @throws CommandException "unreachable" if no broker answers in time
     */
    public static Brokers connect(Connections connections) {
        Admin admin;
        try {
            admin = Admin.create(connections.kafkaClient(
                    Map.of(
                            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                            Math.toIntExact(PATIENCE.toMillis()),
                            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                            Math.toIntExact(PATIENCE.toMillis() / 2)),
                    Map.of()));
        } catch (KafkaException e) {
            throw CommandException.usage(
                    "The settings of the connections file make no Kafka client: " + KafkaFailures.explain(e), e);
        }
        Brokers brokers = new Brokers(connections, admin);
        try {
            brokers.await(admin.describeCluster().nodes());
        } catch (RuntimeException e) {
            brokers.close();
            throw e;
        }
        return brokers;
    }

    /** The client. */
    public Admin admin() {
        return admin;
    }

    /** Creates those topics that are not there; asks for nothing when all are, so no right to create is needed then. */
    public void ensure(Collection<TopicSpec> topics) {
        Set<String> present = await(admin.listTopics().names());
        List<TopicSpec> missing =
                topics.stream().filter(topic -> !present.contains(topic.name())).toList();
        if (missing.isEmpty()) {
            return;
        }
        try {
            new TopicProvisioner(admin).createMissing(missing);
        } catch (IllegalStateException e) {
            throw CommandException.failed(e.getMessage(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Names of all topics that this principal may see, sorted. */
    public Set<String> topics() {
        return new TreeSet<>(await(admin.listTopics().names()));
    }

    /**
     * Waits for an answer.
     *
     * @throws CommandException "unreachable" if it takes too long, "failed" if the broker refuses
     */
    public <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get(PATIENCE.toMillis() + 1000, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RetriableException) {
                throw ReaderException.unreachable(connections, e.getCause());
            }
            if (e.getCause() instanceof AuthenticationException refusal) {
                throw ReaderException.notLetIn(connections, refusal);
            }
            throw CommandException.failed(
                    "Kafka at " + connections.bootstrapServers() + " refused: "
                            + e.getCause().getMessage(),
                    e);
        } catch (TimeoutException e) {
            throw ReaderException.unreachable(connections, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }

    private static CommandException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return CommandException.failed("interrupted", e);
    }
}
