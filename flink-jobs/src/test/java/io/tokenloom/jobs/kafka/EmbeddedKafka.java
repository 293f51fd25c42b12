package io.tokenloom.jobs.kafka;

import io.tokenloom.secured.KafkaSecurity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.awaitility.Awaitility;

/** A real broker in this process, on loopback, with a directory of its own. */
public final class EmbeddedKafka implements AutoCloseable {
    private final KafkaRaftServer server;
    private final Map<String, String> clientSettings;

    private EmbeddedKafka(KafkaRaftServer server, Map<String, String> clientSettings) {
        this.server = server;
        this.clientSettings = clientSettings;
    }

    /** Starts a broker that ends expired transactions within a second. */
    public static EmbeddedKafka start(Path directory) throws Exception {
        return start(
                directory,
                Map.of("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                List.of(),
                Map.of());
    }

    /** The same with TLS, log-in and rights; {@link #clientSettings()} are those of the administrator. */
    public static EmbeddedKafka start(Path directory, KafkaSecurity security) throws Exception {
        return start(
                directory,
                security.brokerSettings(),
                security.scramCredentials(),
                security.clientSettings(KafkaSecurity.ADMINISTRATOR));
    }

    private static EmbeddedKafka start(
            Path directory,
            Map<String, String> listenerSettings,
            List<String> scramCredentials,
            Map<String, String> clientSettings)
            throws Exception {
        int brokerPort;
        int controllerPort;
        // Both are held until both are known: else the system may give the same one twice.
        try (ServerSocket broker = freePort();
                ServerSocket controller = freePort()) {
            brokerPort = broker.getLocalPort();
            controllerPort = controller.getLocalPort();
        }
        Properties settings = new Properties();
        settings.putAll(Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry(
                        "listeners", "CLIENTS://127.0.0.1:" + brokerPort + ",CONTROLLER://127.0.0.1:" + controllerPort),
                Map.entry("advertised.listeners", "CLIENTS://127.0.0.1:" + brokerPort),
                Map.entry("inter.broker.listener.name", "CLIENTS"),
                Map.entry("log.dirs", directory.toString()),
                Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("transaction.state.log.num.partitions", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "200"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("auto.create.topics.enable", "false")));
        settings.putAll(listenerSettings);
        new Formatter()
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName("CONTROLLER")
                .addDirectory(directory.toString())
                .setMetadataLogDirectory(directory.toString())
                .setScramArguments(scramCredentials)
                .run();
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
        server.startup();
        Map<String, String> reaching = new HashMap<>(clientSettings);
        reaching.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + brokerPort);
        return new EmbeddedKafka(server, Map.copyOf(reaching));
    }

    /** Where clients connect. */
    public String bootstrapServers() {
        return clientSettings.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    }

    /** Client settings that reach this broker. */
    public Properties clientSettings() {
        Properties settings = new Properties();
        settings.putAll(clientSettings);
        return settings;
    }

    /** An admin client, the caller's to close. */
    public Admin admin() {
        return Admin.create(clientSettings());
    }

    /** Creates topics and waits until clients see them. */
    public void create(Collection<NewTopic> topics) throws InterruptedException, ExecutionException {
        List<String> names = topics.stream().map(NewTopic::name).toList();
        try (Admin admin = admin()) {
            admin.createTopics(topics).all().get();
            Awaitility.await()
                    .ignoreExceptions()
                    .until(() ->
                            admin.describeTopics(names).allTopicNames().get().size() == names.size());
        }
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static ServerSocket freePort() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }
}
