package io.tokenloom.jobs.tokenize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.configuration.ConfigurationException;
import io.tokenloom.configuration.Mistake;
import io.tokenloom.connection.Connections;
import io.tokenloom.jobs.kafka.EmbeddedKafka;
import io.tokenloom.jobs.tokenize.TokenizeArguments.Provisioning;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.wire.LocalRegistry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a job that is stopped with a savepoint and goes on as another one. */
class TokenizeJobChangeIT {
    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(3)
            .build());

    @TempDir
    Path folder;

    private EmbeddedKafka kafka;
    private LocalRegistry registry;
    private Connections connections;
    private TestTopics topics;

    @BeforeEach
    void start() throws Exception {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        registry = LocalRegistry.start();
        connections = JobRun.connections(kafka, registry);
        topics = new TestTopics(kafka, registry);
    }

    @AfterEach
    void stop() {
        topics.close();
        registry.close();
        kafka.close();
    }

    @Test
    void goesOnWithAnotherTokenizerRoutesAndParallelismWithoutLossOrDoubling() throws Exception {
        JobRun first = start("""
                routes:
                  - {name: logs, from: {topic: logs, format: lines}, tokenizer: 'builtin:o200k_base', to: tokens}
                  - {name: old, from: {topic: old, format: lines}, tokenizer: 'builtin:o200k_base', to: tokens}
                delivery: {checkpointInterval: 200ms}
                """, Optional.empty(), 1);
        send("logs", 0, 100);
        topics.await("tokens", 100);
        String savepoint = first.stop(folder);
        send("logs", 100, 200);

        JobRun second = start("""
                routes:
                  - {name: logs, from: {topic: logs, format: lines}, tokenizer: 'builtin:cl100k_base', to: tokens}
                  - {name: new, from: {topic: new, format: lines}, tokenizer: 'builtin:o200k_base', to: tokens}
                delivery: {checkpointInterval: 200ms}
                """, Optional.of(savepoint), 3);
        send("new", 0, 50);
        List<ConsumerRecord<byte[], byte[]>> read = topics.await("tokens", 250);
        second.cancel();

        Map<String, String> tokenizers = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> item : read) {
            TokenSequence made = topics.tokens(item);
            String before = tokenizers.put(
                    made.getItemId(),
                    HexFormat.of().formatHex(made.getTokenizer().bytes()));
            assertThat(before).as(made.getItemId()).isNull();
        }
        assertThat(tokenizers).hasSize(250);
        String o200k = fingerprint("builtin:o200k_base");
        String cl100k = fingerprint("builtin:cl100k_base");
        for (int i = 0; i < 200; i++) {
            assertThat(tokenizers.get("logs@" + i)).as("line %d", i).isEqualTo(i < 100 ? o200k : cl100k);
        }
        assertThat(tokenizers.get("new@0")).isEqualTo(o200k);
    }

    @Test
    void stopsWhenItsTopicWasDeletedAndMadeAnew() throws Exception {
        String routes = """
                routes:
                  - {name: logs, from: {topic: logs, format: lines}, tokenizer: 'builtin:o200k_base', to: tokens}
                delivery: {checkpointInterval: 200ms}
                """;
        JobRun first = start(routes, Optional.empty(), 1);
        send("logs", 0, 10);
        topics.await("tokens", 10);
        String savepoint = first.stop(folder);
        try (Admin admin = kafka.admin()) {
            admin.deleteTopics(List.of("logs")).all().get();
        }
        kafka.create(List.of(new NewTopic("logs", 2, (short) 1)
                .configs(Map.of("message.timestamp.before.max.ms", Long.toString(Long.MAX_VALUE)))));
        send("logs", 0, 20);

        Throwable failure = start(routes, Optional.of(savepoint), 1).failure();

        assertThat(ExceptionUtils.getStackTrace(failure))
                .contains("topic logs was deleted and made anew")
                .contains("give route logs another name");
    }

    @Test
    void refusesToStartWithEveryMistakeAtOnce() {
        String routes = """
                routes:
                  - {name: a, from: {topic: nowhere, format: lines}, tokenizer: 'builtin:none', to: tokens}
                """;

        ConfigurationException refused = catchThrowableOfType(
                ConfigurationException.class, () -> JobRun.plan(folder, routes, connections, Provisioning.LOOK_UP));

        assertThat(refused.mistakes())
                .extracting(Mistake::path)
                .containsExactlyInAnyOrder(
                        "routes[0].tokenizer", "routes[0].from.topic", "routes[0].to", "routes[0].deadLetters");
        assertThat(refused).hasMessageContaining("there are builtin:o200k_base, builtin:cl100k_base");
    }

    private JobRun start(String routes, Optional<String> savepoint, int parallelism) throws Exception {
        TokenizePlan plan = JobRun.plan(folder, routes, connections, Provisioning.CREATE_MISSING);
        return JobRun.start(plan, folder, savepoint, parallelism);
    }

    private void send(String topic, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            ProducerRecord<byte[], byte[]> item = new ProducerRecord<>(topic, ("line " + i + "\n").getBytes(UTF_8));
            item.headers().add("ce_id", (topic + "@" + i).getBytes(UTF_8));
            topics.send(item);
        }
    }

    private static String fingerprint(String location) {
        try (TextBundle bundle = TextBundle.open(location)) {
            return bundle.fingerprint().shortHex();
        }
    }
}
