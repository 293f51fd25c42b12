package io.tokenloom.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.connection.Connections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionsFileTest {
    @TempDir
    Path directory;

    @Test
    void passesSettingsThroughAndJoinsNestedKeys() throws IOException {
        Connections connections = ConnectionsFile.read(file("""
                kafka:
                  bootstrap.servers: "localhost:9092"
                  ssl: {truststore: {type: PEM}}
                  retries: 3
                schemaRegistry:
                  schema.registry.url: http://localhost:8081
                standalone: {anything: [1, 2]}
                """));

        assertThat(connections.kafka())
                .isEqualTo(Map.of("bootstrap.servers", "localhost:9092", "ssl.truststore.type", "PEM", "retries", "3"));
        assertThat(connections.schemaRegistry()).isEqualTo(Map.of("schema.registry.url", "http://localhost:8081"));
    }

    @Test
    void namesEveryMistake() throws IOException {
        Path file = file("kafka:\n  sasl.mechanism: [a, b]\nschemaRegistry: http://x\n");

        assertThatThrownBy(() -> ConnectionsFile.read(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("bootstrap.servers")
                .hasMessageContaining("kafka.sasl.mechanism")
                .hasMessageContaining("schemaRegistry");
    }

    @Test
    void namesEveryMistakeOfTheClaimStore() throws IOException {
        String kafka = "kafka: {bootstrap.servers: \"localhost:9092\"}\n";
        Path bucket = file(kafka + "claims: {store: \"s3:///x\", pathStyle: maybe, secretKey: hunter2, other: 1}\n");
        assertThatThrownBy(() -> ConnectionsFile.read(bucket))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("claims.store")
                .hasMessageContaining("claims.region")
                .hasMessageContaining("claims.pathStyle")
                .hasMessageContaining("claims.accessKey")
                .hasMessageContaining("claims.other")
                .hasMessageNotContaining("hunter2");

        Path unknown = file(kafka + "claims: {store: \"gopher://x\"}\n");
        assertThatThrownBy(() -> ConnectionsFile.read(unknown))
                .hasMessageContaining("gopher://x")
                .hasMessageContaining("s3://bucket/claims");

        Path directory = file(kafka + "claims: {store: \"file:///x\", endpoint: \"http://x\"}\n");
        assertThatThrownBy(() -> ConnectionsFile.read(directory)).hasMessageContaining("claims.endpoint");

        Path right = file(kafka + "claims: {store: \"s3://bucket/x\", region: eu-central-1, pathStyle: true}\n");
        assertThat(ConnectionsFile.read(right).claims()).containsEntry("pathStyle", "true");
    }

    @Test
    void letsTheFileWinOverDefaultsButNotOverWhatMustBe() {
        Connections connections = new Connections(Map.of("linger.ms", "1", "acks", "0"), Map.of());

        assertThat(connections.kafkaClient(Map.of("linger.ms", 20, "retries", 3), Map.of("acks", "all")))
                .isEqualTo(Map.of("linger.ms", "1", "retries", 3, "acks", "all"));
    }

    @Test
    void showsNoSettingsInItsText() {
        Connections connections = new Connections(
                Map.of("bootstrap.servers", "b:1", "sasl.jaas.config", "hunter2"), Map.of("p", "hunter2"));

        assertThat(connections).hasToString("Connections[b:1]");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("tokenloom.yaml"), content);
    }
}
