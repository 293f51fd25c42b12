package io.tokenloom.standalone.supervisor;

import io.tokenloom.standalone.PartNames;
import io.tokenloom.standalone.Port;
import io.tokenloom.standalone.PropertiesFile;
import io.tokenloom.standalone.StandaloneAddresses;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** The Kafka broker, its own controller. */
final class BrokerPart implements Part {
    /** A token record of 24 MiB, the largest that a topic of the platform takes, with room for key and headers. */
    private static final int LARGEST_BATCH_BYTES = 26 << 20;

    /** Batches of several partitions share a request. */
    private static final int LARGEST_REQUEST_BYTES = 2 * LARGEST_BATCH_BYTES;

    // Each of these threads keeps a buffer outside the heap that is as large as the largest request it ever moved.
    private static final int NETWORK_THREADS = 1;
    private static final int IO_THREADS = 2;
    private static final int DIRECT_BYTES = (NETWORK_THREADS + IO_THREADS) * LARGEST_REQUEST_BYTES + (20 << 20);

    /** Batches that wait in the heap at one time; one more is not read from its connection before. */
    private static final int WAITING_BATCHES = 3;

    private static final String MAIN = "io.tokenloom.standalone.broker.BrokerMain";
    private static final short API_VERSIONS = 18;
    private static final int TIMEOUT_MILLIS = 2_000;

    private final Installation installation;

    BrokerPart(Installation installation) {
        this.installation = installation;
    }

    @Override
    public String name() {
        return PartNames.BROKER;
    }

    @Override
    public List<String> after() {
        return List.of();
    }

    @Override
    public List<String> command() throws IOException {
        Path data = installation.home().data(name());
        Files.createDirectories(data);
        Path file = installation.home().run().resolve("broker.properties");
        PropertiesFile.write(file, properties(data));
        return installation.java(
                name(),
                List.of(
                        "-Xms64m",
                        "-Xmx256m",
                        // Large batches live in the old generation; the default leaves a third of the heap out.
                        "-XX:MaxNewSize=48m",
                        "-XX:MaxDirectMemorySize=" + DIRECT_BYTES,
                        "-XX:MaxMetaspaceSize=96m"),
                List.of(installation.jarsOf("lib/broker"), installation.jarsOf("lib/shared")),
                List.of(MAIN, file.toString()));
    }

    private Properties properties(Path data) {
        String host = StandaloneAddresses.HOST;
        int kafka = installation.ports().number(Port.KAFKA);
        int controller = installation.ports().number(Port.KAFKA_CONTROLLER);
        Properties properties = new Properties();
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", "1");
        properties.setProperty("controller.quorum.voters", "1@" + host + ":" + controller);
        properties.setProperty("controller.listener.names", "CONTROLLER");
        properties.setProperty(
                "listeners", "PLAINTEXT://" + host + ":" + kafka + ",CONTROLLER://" + host + ":" + controller);
        properties.setProperty("advertised.listeners", "PLAINTEXT://" + host + ":" + kafka);
        properties.setProperty("log.dirs", data.toString());
        properties.setProperty("auto.create.topics.enable", "false");
        properties.setProperty("message.max.bytes", Integer.toString(LARGEST_BATCH_BYTES));
        properties.setProperty("replica.fetch.max.bytes", Integer.toString(LARGEST_BATCH_BYTES));
        properties.setProperty("transaction.max.timeout.ms", "900000");
        for (String topic : List.of("offsets.topic.", "transaction.state.log.", "share.coordinator.state.topic.")) {
            properties.setProperty(topic + "replication.factor", "1");
            properties.setProperty(topic + "num.partitions", "4");
        }
        properties.setProperty("transaction.state.log.min.isr", "1");
        properties.setProperty("share.coordinator.state.topic.min.isr", "1");
        properties.setProperty("default.replication.factor", "1");
        properties.setProperty("min.insync.replicas", "1");
        properties.setProperty("num.partitions", "1");
        // One consumer at a time joins a group here; waiting for more would only delay it.
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        properties.setProperty("num.network.threads", Integer.toString(NETWORK_THREADS));
        properties.setProperty("num.io.threads", Integer.toString(IO_THREADS));
        properties.setProperty("socket.request.max.bytes", Integer.toString(LARGEST_REQUEST_BYTES));
        properties.setProperty("queued.max.request.bytes", Integer.toString(WAITING_BATCHES * LARGEST_BATCH_BYTES));
        properties.setProperty("background.threads", "2");
        // The default of 128 MiB is a third of this process's heap.
        properties.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20));
        properties.putAll(installation.settings().brokerOptions());
        return properties;
    }

    /** Asks for the API versions: the smallest request, answered only by a broker that serves. */
    @Override
    public Answer ask() throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            int port = installation.ports().number(Port.KAFKA);
            socket.connect(new InetSocketAddress(StandaloneAddresses.HOST, port), TIMEOUT_MILLIS);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            // Request header version 1: length, key, version, correlation id, client id of length -1 (none).
            out.writeInt(10);
            out.writeShort(API_VERSIONS);
            out.writeShort(0);
            out.writeInt(1);
            out.writeShort(-1);
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            in.readInt();
            int correlation = in.readInt();
            int error = in.readShort();
            return correlation == 1 && error == 0
                    ? Answer.healthy("")
                    : Answer.notYet("the port answers, but not as Kafka (error " + error + ")");
        }
    }
}
