package io.tokenloom.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.cli.CommandRun;
import io.tokenloom.cli.ExitCode;
import io.tokenloom.cli.broker.TestBroker;
import io.tokenloom.secured.KafkaSecurity;
import io.tokenloom.secured.TestCertificate;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.topics.TopicProvisioner;
import io.tokenloom.topics.TopicSpec;
import io.tokenloom.wire.LocalRegistry;
import io.tokenloom.wire.SchemaSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
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
import org.junit.jupiter.api.io.TempDir;

/** The command against a broker with TLS, SCRAM and rights, and a registry with HTTPS and a password. */
class SecuredBrokerIT {
    private static final String WRITER = "writer";
    private static final String READER = "reader";

    /** May do what ingest does, but for reading how far it came. */
    private static final String BLIND = "blind-writer";

    private static final String ROUTES = """
            routes:
              - name: logs
                from: {topic: logs.raw.v1, format: lines}
                tokenizer: builtin:o200k_base
                to: tokens.text.v1
                deadLetters: tokens.dlq.v1
            """;

    @TempDir
    static Path folder;

    private static TestCertificate certificate;
    private static TestBroker broker;
    private static LocalRegistry registry;
    private static Path routes;

    @BeforeAll
    static void startServicesAndGrantWhatTheReadmeSays() throws Exception {
        certificate = TestCertificate.in(folder.resolve("certificate"));
        broker = TestBroker.secured(new KafkaSecurity(certificate, List.of(WRITER, READER, BLIND)));
        registry = LocalRegistry.startSecured(certificate, READER, KafkaSecurity.password(READER));
        routes = Files.writeString(folder.resolve("routes.yaml"), ROUTES);
        List<TopicSpec> topics = new ArrayList<>(TopicCatalogue.all());
        topics.add(
                new TopicSpec("ingest.progress.v1", "topic/source id", 1, new TopicSpec.Cleanup.Compaction(), 1 << 20));
        List<AclBinding> rights = new ArrayList<>();
        rights.add(right(WRITER, ResourceType.TOPIC, "logs.raw.v1", PatternType.LITERAL, AclOperation.WRITE));
        for (AclOperation operation : List.of(AclOperation.WRITE, AclOperation.READ)) {
            rights.add(right(WRITER, ResourceType.TOPIC, "ingest.progress.v1", PatternType.LITERAL, operation));
        }
        rights.add(right(
                WRITER, ResourceType.TRANSACTIONAL_ID, "tokenloom-ingest-", PatternType.PREFIXED, AclOperation.WRITE));
        for (String topic : List.of("logs.raw.v1", "tokens.text.v1", "tokens.dlq.v1", "tokens.tokenizers.v1")) {
            rights.add(right(READER, ResourceType.TOPIC, topic, PatternType.LITERAL, AclOperation.READ));
        }
        for (String topic : List.of("logs.raw.v1", "ingest.progress.v1")) {
            rights.add(right(BLIND, ResourceType.TOPIC, topic, PatternType.LITERAL, AclOperation.WRITE));
        }
        rights.add(right(
                BLIND, ResourceType.TRANSACTIONAL_ID, "tokenloom-ingest-", PatternType.PREFIXED, AclOperation.WRITE));
        try (Admin admin = broker.admin()) {
            new TopicProvisioner(admin).createMissing(topics);
            admin.createAcls(rights).all().get();
        }
    }

    @AfterAll
    static void stopServices() throws IOException {
        registry.close();
        broker.close();
    }

    @Test
    void sendsAndAccountsWithTheRightsOfTheReadme() throws IOException {
        Path log = Files.writeString(folder.resolve("app.log"), "one\ntwo\n");

        CommandRun sent = CommandRun.of("ingest", "--config", connections(WRITER), log.toString());
        CommandRun unchanged = CommandRun.of("ingest", "--config", connections(WRITER), log.toString());
        CommandRun refused = CommandRun.of("ingest", "--config", connections(BLIND), log.toString());
        CommandRun ledger =
                CommandRun.of("ledger", "--json", "--config", connections(READER), "--routes", routes.toString());

        assertThat(sent.exitCode()).as(sent.err()).isEqualTo(ExitCode.OK);
        assertThat(sent.out()).contains("2 records");
        assertThat(unchanged.out()).contains("1 unchanged");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.err()).contains("refuses this principal", "Read on ingest.progress.v1");
        // No job runs, so both are still missing.
        assertThat(ledger.exitCode()).as(ledger.err()).isEqualTo(ExitCode.FAILED);
        assertThat(ledger.out()).containsPattern("\"sources\" ?: ?2").containsPattern("\"missing\" ?: ?2");
    }

    @Test
    void saysThatThePasswordIsWrong() throws IOException {
        String connections = connections(WRITER, "wrong");
        Path log = Files.writeString(folder.resolve("never.log"), "one\n");

        List<CommandRun> runs = List.of(
                CommandRun.of("ingest", "--config", connections, log.toString()),
                CommandRun.of("ledger", "--config", connections, "--routes", routes.toString()),
                CommandRun.of("tokens", "--config", connections, "--routes", routes.toString(), "tokens.text.v1"),
                CommandRun.of("routes", "check", "--cluster", "--config", connections, routes.toString()));

        assertThat(runs).allSatisfy(run -> {
            assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(run.err())
                    .contains(broker.bootstrapServers(), "Authentication failed", "password in sasl.jaas.config");
        });
    }

    private static String connections(String user) throws IOException {
        return connections(user, KafkaSecurity.password(user));
    }

    private static String connections(String user, String password) throws IOException {
        String file = """
                kafka:
                  bootstrap.servers: %s
                  security.protocol: SASL_SSL
                  sasl.mechanism: SCRAM-SHA-512
                  sasl.jaas.config: '%s'
                  ssl.truststore.type: PEM
                  ssl.truststore.location: %s
                schemaRegistry:
                  schema.registry.url: %s
                  schema.registry.ssl.truststore.type: PEM
                  schema.registry.ssl.truststore.location: %s
                  basic.auth.credentials.source: USER_INFO
                  basic.auth.user.info: %s:%s
                """.formatted(
                        broker.bootstrapServers(),
                        KafkaSecurity.jaas(user, password),
                        certificate.certificate(),
                        registry.settings().get(SchemaSource.URL_SETTING),
                        certificate.certificate(),
                        READER,
                        KafkaSecurity.password(READER));
        return Files.writeString(Files.createTempFile(folder, "tokenloom", ".yaml"), file)
                .toString();
    }

    private static AclBinding right(
            String user, ResourceType type, String name, PatternType pattern, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
    }
}
