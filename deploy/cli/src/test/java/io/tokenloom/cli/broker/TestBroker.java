package io.tokenloom.cli.broker;

import io.tokenloom.connection.Connections;
import io.tokenloom.secured.KafkaSecurity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One KRaft broker, started with the first test that asks and stopped after the last of the run. Tests share it and keep
 * apart by topic names of their own.
 */
public final class TestBroker implements AutoCloseable {
    private final Path data;
    private final int port;
    private final Map<String, String> clientSettings;
    private final KafkaRaftServer server;

    private TestBroker(
            Map<String, String> listenerSettings, List<String> scramCredentials, Map<String, String> clientSettings) {
        this.clientSettings = clientSettings;
        try {
            this.data = Files.createTempDirectory("tokenloom-test-broker");
            this.port = freePort();
            int controllerPort = freePort();
            Map<String, String> settings = new HashMap<>(settings(port, controllerPort));
            settings.putAll(listenerSettings);
            format(scramCredentials);
            this.server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        } catch (Exception e) {
            throw new IllegalStateException("the test broker does not start", e);
        }
        server.startup();
    }

    /** The broker of this test run. */
    public static TestBroker of(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(TestBroker.class))
                .getOrComputeIfAbsent(TestBroker.class, key -> open(), TestBroker.class);
    }

    private static TestBroker open() {
        return new TestBroker(
                Map.of("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                List.of(),
                Map.of());
    }

    /** Another broker, with TLS, log-in and rights; the caller closes it. Its {@link #admin} is the administrator's. */
    public static TestBroker secured(KafkaSecurity security) {
        return new TestBroker(
                security.brokerSettings(),
                security.scramCredentials(),
                security.clientSettings(KafkaSecurity.ADMINISTRATOR));
    }

    /** Its address. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Its address as a connections file would say it, with a registry that exists only in name. */
    public Connections connections() {
        return new Connections(Map.of("bootstrap.servers", bootstrapServers()), Map.of());
    }

    /** All committed records of a topic, by partition and offset; values may be empty, not null. */
    public List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers(), "isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            }
            return found;
        }
    }

    /** An admin client; the caller closes it. */
    public Admin admin() {
        Map<String, Object> settings = new HashMap<>(clientSettings);
        settings.put("bootstrap.servers", bootstrapServers());
        return Admin.create(settings);
    }

    @Override
    public void close() throws IOException {
        server.shutdown();
        server.awaitShutdown();
        try (var files = Files.walk(data)) {
            files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private Map<String, String> settings(int port, int controllerPort) {
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("listeners", "CLIENTS://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort),
                Map.entry("advertised.listeners", "CLIENTS://127.0.0.1:" + port),
                Map.entry("inter.broker.listener.name", "CLIENTS"),
                Map.entry("log.dirs", data.toString()),
                Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("transaction.state.log.num.partitions", "2"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("log.cleaner.dedupe.buffer.size", "4194304"));
    }

    private void format(List<String> scramCredentials) throws Exception {
        Formatter formatter = new Formatter();
        formatter
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(data.toString())
                .addDirectory(data.toString())
                .setScramArguments(scramCredentials);
        formatter.run();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
