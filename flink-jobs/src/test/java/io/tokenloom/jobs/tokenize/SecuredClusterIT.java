package io.tokenloom.jobs.tokenize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.configuration.ConnectionsFile;
import io.tokenloom.connection.Connections;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.jobs.kafka.EmbeddedKafka;
import io.tokenloom.jobs.routes.ClusterUnavailableException;
import io.tokenloom.jobs.tokenize.TokenizeArguments.Provisioning;
import io.tokenloom.secured.KafkaSecurity;
import io.tokenloom.secured.TestCertificate;
import io.tokenloom.wire.LocalRegistry;
import io.tokenloom.wire.SchemaSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job where nothing is open: a broker with TLS, SCRAM and rights, a registry with HTTPS and a password, all of it
 * said in a connections file alone.
 */
class SecuredClusterIT {
    private static final String USER = "tokenize-user";
    private static final String ROUTES = """
            job: secured
            routes:
              - name: logs
                from: {topic: logs, format: lines}
                tokenizer: builtin:o200k_base
                to: tokens.logs
                deadLetters: logs.dlq
            delivery: {checkpointInterval: 200ms}
            """;

    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    static Path folder;

    private static TestCertificate certificate;
    private static EmbeddedKafka kafka;
    private static LocalRegistry registry;

    @BeforeAll
    static void startServicesAndGrantWhatTheReadmeSays() throws Exception {
        certificate = TestCertificate.in(folder.resolve("certificate"));
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), new KafkaSecurity(certificate, List.of(USER)));
        registry = LocalRegistry.startSecured(certificate, USER, KafkaSecurity.password(USER));
        String administrator = KafkaSecurity.ADMINISTRATOR;
        // Topics and schemas are somebody else's work.
        JobRun.plan(
                folder,
                ROUTES,
                connections(administrator, KafkaSecurity.password(administrator)),
                Provisioning.CREATE_MISSING);
        try (Admin admin = kafka.admin()) {
            List<AclBinding> rights = new ArrayList<>();
            grant(rights, ResourceType.TOPIC, "logs", "READ", "DESCRIBE", "DESCRIBE_CONFIGS");
            grant(rights, ResourceType.TOPIC, "tokens.logs", "WRITE", "READ", "DESCRIBE", "DESCRIBE_CONFIGS");
            grant(rights, ResourceType.TOPIC, "logs.dlq", "WRITE", "READ", "DESCRIBE", "DESCRIBE_CONFIGS");
            grant(rights, ResourceType.TOPIC, "tokens.tokenizers.v1", "WRITE", "DESCRIBE");
            grant(rights, ResourceType.GROUP, "secured", "READ");
            grant(rights, ResourceType.CLUSTER, "kafka-cluster", "DESCRIBE");
            for (AclOperation operation : List.of(AclOperation.WRITE, AclOperation.DESCRIBE)) {
                rights.add(right(
                        new ResourcePattern(ResourceType.TRANSACTIONAL_ID, "secured-", PatternType.PREFIXED),
                        operation));
            }
            admin.createAcls(rights).all().get();
        }
    }

    @AfterAll
    static void stopServices() {
        registry.close();
        kafka.close();
    }

    @Test
    void tokenizesExactlyOnceWithTheRightsOfTheReadme() throws Exception {
        Connections connections = connections(USER, KafkaSecurity.password(USER));
        TokenizePlan plan = JobRun.plan(folder, ROUTES, connections, Provisioning.LOOK_UP);
        try (TestTopics topics = new TestTopics(kafka, connections)) {
            JobRun first = JobRun.start(plan, folder, Optional.empty(), 2);
            topics.send(line("one"));
            topics.send(line("two"));
            topics.send(line(""));
            topics.await("tokens.logs", 2);
            topics.await("logs.dlq", 1);
            String savepoint = first.stop(folder);
            topics.send(line("three"));
            // Started again, so that it also looks for transactions that a run before may have left open.
            JobRun second = JobRun.start(plan, folder, Optional.of(savepoint), 1);
            topics.await("tokens.logs", 3);
            second.stop(folder);

            assertThat(topics.await("tokens.logs", 3)).hasSize(3);
            assertThat(topics.await("logs.dlq", 1)).hasSize(1);
        }
    }

    @Test
    void saysThatThePasswordIsWrong() throws IOException {
        Connections connections = connections(USER, "wrong");

        for (Provisioning provisioning : Provisioning.values()) {
            assertThatThrownBy(() -> JobRun.plan(folder, ROUTES, connections, provisioning))
                    .isInstanceOf(ClusterUnavailableException.class)
                    .hasMessageContaining(kafka.bootstrapServers())
                    .hasMessageContaining("Authentication failed")
                    .hasMessageContaining("password in sasl.jaas.config")
                    .hasMessageNotContaining("wrong");
        }
    }

    @Test
    void saysThatTheCertificateIsNotTrusted() throws Exception {
        Path another = TestCertificate.in(folder.resolve("another")).certificate();
        Connections connections = connections(USER, KafkaSecurity.password(USER), another);

        assertThatThrownBy(() -> JobRun.plan(folder, ROUTES, connections, Provisioning.LOOK_UP))
                .isInstanceOf(ClusterUnavailableException.class)
                .hasMessageContaining("SSL handshake failed (")
                .hasMessageContaining("trust the brokers' certificate");
    }

    @Test
    void saysWhichFileIsMissing() throws IOException {
        Path missing = folder.resolve("missing.pem");
        Connections connections = connections(USER, KafkaSecurity.password(USER), missing);

        assertThatThrownBy(() -> JobRun.plan(folder, ROUTES, connections, Provisioning.LOOK_UP))
                .isInstanceOf(ClusterUnavailableException.class)
                .hasMessageContaining("settings of the connections file")
                .hasMessageContaining(missing.toString());
    }

    @Test
    void saysThatTheRegistryRefuses() throws Exception {
        String administrator = KafkaSecurity.ADMINISTRATOR;
        Connections connections = connections(administrator, KafkaSecurity.password(administrator));
        Connections refused = new Connections(
                connections.kafka(), replaced(connections.schemaRegistry(), "basic.auth.user.info", USER + ":wrong"));

        assertThatThrownBy(() -> JobRun.plan(folder, ROUTES, refused, Provisioning.LOOK_UP))
                .isInstanceOf(TokenizationException.class)
                .hasMessageContaining("status 401")
                .hasMessageContaining("credentials");
    }

    private static Connections connections(String user, String password) throws IOException {
        return connections(user, password, certificate.certificate());
    }

    /** As the README of the cluster module writes it. */
    private static Connections connections(String user, String password, Path trusted) throws IOException {
        Path secrets = Files.writeString(
                Files.createTempFile(folder, "secrets", ".properties"),
                "jaas=" + KafkaSecurity.jaas(user, password) + "\n");
        String file = """
                kafka:
                  bootstrap.servers: %s
                  security.protocol: SASL_SSL
                  sasl.mechanism: SCRAM-SHA-512
                  ssl.truststore.type: PEM
                  ssl.truststore.location: %s
                  config.providers: file
                  config.providers.file.class: org.apache.kafka.common.config.provider.FileConfigProvider
                  sasl.jaas.config: ${file:%s:jaas}
                schemaRegistry:
                  schema.registry.url: %s
                  schema.registry.ssl.truststore.type: PEM
                  schema.registry.ssl.truststore.location: %s
                  basic.auth.credentials.source: USER_INFO
                  basic.auth.user.info: %s:%s
                """.formatted(
                        kafka.bootstrapServers(),
                        trusted,
                        secrets,
                        registry.settings().get(SchemaSource.URL_SETTING),
                        certificate.certificate(),
                        USER,
                        KafkaSecurity.password(USER));
        return ConnectionsFile.read(Files.writeString(Files.createTempFile(folder, "tokenloom", ".yaml"), file));
    }

    private static Map<String, String> replaced(Map<String, String> settings, String key, String value) {
        Map<String, String> changed = new HashMap<>(settings);
        changed.put(key, value);
        return changed;
    }

    private static void grant(List<AclBinding> rights, ResourceType type, String name, String... operations) {
        for (String operation : operations) {
            rights.add(right(new ResourcePattern(type, name, PatternType.LITERAL), AclOperation.fromString(operation)));
        }
    }

    private static AclBinding right(ResourcePattern resource, AclOperation operation) {
        return new AclBinding(
                resource, new AccessControlEntry("User:" + USER, "*", operation, AclPermissionType.ALLOW));
    }

    private static ProducerRecord<byte[], byte[]> line(String text) {
        return new ProducerRecord<>("logs", 0, "key".getBytes(UTF_8), text.getBytes(UTF_8));
    }
}
