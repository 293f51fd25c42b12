package io.tokenloom.jobs.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tokenloom.configuration.ConfigurationException;
import io.tokenloom.configuration.Mistake;
import io.tokenloom.jobs.kafka.EmbeddedKafka;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.topics.TopicProvisioner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterCheckIT {
    private static final String FILE = "routes.yaml";

    @TempDir
    static Path directory;

    private static EmbeddedKafka kafka;
    private static Admin admin;

    @BeforeAll
    static void startKafka() throws Exception {
        kafka = EmbeddedKafka.start(directory);
        admin = kafka.admin();
        new TopicProvisioner(admin).createMissing(TopicCatalogue.all());
        kafka.create(List.of(
                new NewTopic("small", 1, (short) 1).configs(Map.of("max.message.bytes", "1000")),
                new NewTopic("compacted", 1, (short) 1).configs(Map.of("cleanup.policy", "compact")),
                new NewTopic("fussy", 1, (short) 1).configs(Map.of("message.timestamp.before.max.ms", "1000"))));
    }

    @AfterAll
    static void stopKafka() {
        admin.close();
        kafka.close();
    }

    @Test
    void findsNothingWrongWithThePlatformsOwnTopics() throws Exception {
        ClusterFacts facts = ClusterCheck.check(
                admin, FILE, routes(Delivery.DEFAULT, route("logs.raw.v1", "tokens.text.v1", "tokens.dlq.v1")));

        assertThat(facts.maxRecordBytes())
                .containsEntry("logs.raw.v1", TopicCatalogue.LOGS.maxRecordBytes())
                .containsEntry("tokens.dlq.v1", TopicCatalogue.DEAD_LETTERS.maxRecordBytes());
        assertThat(facts.largestRecordBytes(List.of("tokens.text.v1", "tokens.dlq.v1")))
                .isEqualTo(TopicCatalogue.TEXT_TOKENS.maxRecordBytes());
    }

    @Test
    void namesEveryMistakeWithBothNumbers() {
        Delivery slow = new Delivery(
                Guarantee.EXACTLY_ONCE, Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(20));

        assertThat(mistakes(routes(
                        slow, route("nowhere", "compacted", "tokens.dlq.v1"), route("logs.raw.v1", "fussy", "small"))))
                .extracting(mistake -> mistake.path() + ": " + mistake.problem() + " " + mistake.mend())
                .satisfiesExactlyInAnyOrder(
                        m -> assertThat(m).contains("routes[0].from.topic", "\"nowhere\" does not exist"),
                        m -> assertThat(m).contains("routes[0].to", "compacted"),
                        m -> assertThat(m).contains("routes[1].deadLetters", "1000 bytes", "8454144"),
                        m -> assertThat(m).contains("routes[1].to", "message.timestamp.before.max.ms"),
                        m -> assertThat(m).contains("delivery.transactionTimeout", "20min", "15min"));
    }

    private static Routes routes(Delivery delivery, Route... routes) {
        return new Routes("job", List.of(routes), delivery);
    }

    private static Route route(String from, String to, String deadLetters) {
        return new Route(from, from, RecordFormat.LINES, "builtin:o200k_base", to, deadLetters, Set.of());
    }

    private static List<Mistake> mistakes(Routes routes) {
        ConfigurationException refused =
                catchThrowableOfType(ConfigurationException.class, () -> ClusterCheck.check(admin, FILE, routes));
        assertThat(refused).isNotNull();
        return refused.mistakes();
    }
}
