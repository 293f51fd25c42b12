package io.tokenloom.standalone.broker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * Runs one KRaft node, broker and controller in one, from a properties file. Formats its data folder the first time
 * and never again, so that a restart finds its topics.
 */
public final class BrokerMain {
    private BrokerMain() {}

    /**
     * Starts the broker and returns when it has shut down.
     *
     * @param arguments the path of the broker's properties file, with {@code log.dirs} naming one folder
     * @throws Exception if the file cannot be read or the data folder cannot be formatted
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("one argument expected: the broker's properties file");
        }
        Properties properties = read(Path.of(arguments[0]));
        formatOnce(properties);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
        Exit.addShutdownHook("broker-shutdown", server::shutdown);
        server.startup();
        server.awaitShutdown();
    }

    private static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        }
        return properties;
    }

    private static void formatOnce(Properties properties) throws Exception {
        String folder = properties.getProperty("log.dirs");
        if (Files.exists(Path.of(folder, "meta.properties"))) {
            return;
        }
        new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(Integer.parseInt(properties.getProperty("node.id")))
                .addDirectory(folder)
                .setMetadataLogDirectory(folder)
                .setControllerListenerName(properties.getProperty("controller.listener.names"))
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                // A kill between the two files of a format leaves the folder half done: finish it.
                .setIgnoreFormatted(true)
                .run();
    }
}
