package io.tokenloom.jobs.tokenize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.connection.Connections;
import io.tokenloom.jobs.kafka.EmbeddedKafka;
import io.tokenloom.jobs.kafka.LoggedRecord;
import io.tokenloom.jobs.kafka.LoggedRecord.Transaction;
import io.tokenloom.jobs.tokenize.TokenizeArguments.Provisioning;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.text.dynamic.DynamicVocabulary;
import io.tokenloom.text.dynamic.VocabularyDelta;
import io.tokenloom.text.mode.DeltaRecords;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.vocabulary.VocabularyDeltas;
import io.tokenloom.vocabulary.VocabularyKey;
import io.tokenloom.wire.ConfluentFraming;
import io.tokenloom.wire.LocalRegistry;
import io.tokenloom.wire.SchemaSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Dynamic routes through a kill, a stop and another parallelism, with half-full windows each time. */
@Timeout(240)
class DynamicRestartIT {
    private static final Path EXAMPLE = Golden.bundle("texts/published-example");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PARTITIONS = 2;
    private static final int WINDOW = 7;
    private static final int LINES = 40;
    private static final int WHOLE = LINES / WINDOW * WINDOW;
    private static final List<String> PARTS =
            List.of("DataNode$PacketResponder", "FSNamesystem", "DataBlockScanner", "DataNode$DataXceiver");
    private static final String ROUTES = """
            job: %1$s
            routes:
              - name: counted
                from: {topic: texts, format: lines}
                tokenizer: %2$s
                to: counted.%1$s
                options: {dynamic: {merges: 30, boundary: word, window: {records: 7}}}
              - name: sized
                from: {topic: texts, format: lines}
                tokenizer: %2$s
                to: sized.%1$s
                options: {dynamic: {merges: 5, boundary: sentence, window: {bytes: 250}}, spans: [bytes]}
            delivery: {checkpointInterval: %3$s}
            """;

    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
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
    void losesAndDoublesNothingAndGivesTheSameBytes(@InjectMiniCluster MiniCluster cluster) throws Exception {
        TokenizePlan disturbed = plan("disturbed", "200ms");
        JobRun job = JobRun.start(disturbed, folder, Optional.empty(), 2);
        send(0, 10);
        topics.await("counted.disturbed", PARTITIONS * WINDOW);
        awaitCheckpoints(cluster, job);
        cluster.terminateTaskManager(0).get();
        cluster.startTaskManager();
        send(10, 17);
        topics.await("counted.disturbed", PARTITIONS * 2 * WINDOW);
        awaitCheckpoints(cluster, job);
        String savepoint = job.stop(folder);
        JobRun rescaled = JobRun.start(disturbed, folder, Optional.of(savepoint), 1);
        send(17, LINES);
        Map<Integer, List<String>> counted = values("counted.disturbed", PARTITIONS * WHOLE);
        rescaled.cancel();

        JobRun calm = JobRun.start(plan("calm", "200ms"), folder, Optional.empty(), 2);
        Map<Integer, List<String>> calmCounted = values("counted.calm", PARTITIONS * WHOLE);
        topics.await("sized.calm", PARTITIONS);
        calm.cancel();

        assertThat(counted).isEqualTo(calmCounted);
        assertThat(decoded("counted.disturbed", PARTITIONS * WHOLE)).isEqualTo(lines(WHOLE));
        decoded("sized.disturbed", 2 * PARTITIONS).forEach((partition, texts) -> assertThat(texts)
                .isEqualTo(lines(texts.size()).get(partition)));
        assertThat(deltasByKey().values())
                .allSatisfy(versions -> assertThat(versions).hasSize(1));
        assertDeltasComeWithTheirFirstRecords("counted.disturbed", PARTITIONS * WHOLE, PARTITIONS * PARTS.size());
        assertDeltasComeWithTheirFirstRecords("sized.disturbed", 2 * PARTITIONS, PARTITIONS);
    }

    /**
     * What consumers see is no proof: a broker shows a transaction on each partition by itself, so that for a moment records
     * may be there before their delta.
     */
    private void assertDeltasComeWithTheirFirstRecords(String topic, int count, int versions) throws Exception {
        Map<String, Set<Transaction>> deltas =
                LoggedRecord.of(folder.resolve("kafka"), TopicCatalogue.VOCABULARIES.name()).stream()
                        .collect(groupingBy(LoggedRecord::key, mapping(LoggedRecord::transaction, toSet())));
        Map<List<Object>, Transaction> transactions = LoggedRecord.of(folder.resolve("kafka"), topic).stream()
                .collect(toMap(logged -> List.of(logged.partition(), logged.offset()), LoggedRecord::transaction));
        Map<List<Object>, ConsumerRecord<byte[], byte[]>> first = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> read : topics.await(topic, count)) {
            TokenSequence tokens = topics.tokens(read);
            VocabularyKey.neededBy(tokens)
                    .ifPresent(needed ->
                            first.putIfAbsent(List.of(tokens.getSource().getPartition(), needed.toString()), read));
        }

        assertThat(first).hasSizeGreaterThanOrEqualTo(versions);
        first.forEach((window, read) -> assertThat(deltas.get((String) window.get(1)))
                .as("transactions of delta %s, for %s/%s/%s", window.get(1), topic, read.partition(), read.offset())
                .contains(transactions.get(List.<Object>of(read.partition(), read.offset()))));
    }

    private TokenizePlan plan(String job, String interval) throws Exception {
        return JobRun.plan(folder, ROUTES.formatted(job, EXAMPLE, interval), connections, Provisioning.CREATE_MISSING);
    }

    private void send(int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                topics.send(new ProducerRecord<>(
                        "texts", partition, null, line(partition, i).getBytes(UTF_8)));
            }
        }
    }

    /** Windows of a route by counts have deltas of their own, but for the last one, whose delta is that of the first. */
    private static String line(int partition, int number) {
        String part = PARTS.get(number / WINDOW % PARTS.size());
        return "081109 20361" + partition + " INFO dfs." + part + ": " + number % 5 + " for block blk_3888\n";
    }

    private static Map<Integer, List<String>> lines(int count) {
        Map<Integer, List<String>> lines = new TreeMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            for (int i = 0; i < count; i++) {
                lines.computeIfAbsent(partition, any -> new ArrayList<>()).add(line(partition, i));
            }
        }
        return lines;
    }

    private static void awaitCheckpoints(MiniCluster cluster, JobRun job) {
        long before = completed(cluster, job);
        Awaitility.await("checkpoints").atMost(PATIENCE).until(() -> completed(cluster, job) >= before + 2);
    }

    private static long completed(MiniCluster cluster, JobRun job) {
        return cluster.getExecutionGraph(job.id())
                .join()
                .getCheckpointStatsSnapshot()
                .getCounts()
                .getNumberOfCompletedCheckpoints();
    }

    /** The values on a topic by partition, in their order, without the frame of the registry. */
    private Map<Integer, List<String>> values(String topic, int count) {
        Map<Integer, List<String>> values = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> read : topics.await(topic, count)) {
            values.computeIfAbsent(read.partition(), any -> new ArrayList<>())
                    .add(HexFormat.of()
                            .formatHex(Arrays.copyOfRange(
                                    read.value(), ConfluentFraming.HEADER_BYTES, read.value().length)));
        }
        assertThat(values.values().stream().mapToInt(List::size).sum())
                .as(topic)
                .isEqualTo(count);
        return values;
    }

    /** The texts of a topic's records by source partition, with the deltas that a reader waits for. */
    private Map<Integer, List<String>> decoded(String topic, int count) throws Exception {
        Map<Integer, List<String>> texts = new TreeMap<>();
        try (TextBundle bundle = TextBundle.open(EXAMPLE.toString());
                SchemaSource schemas = SchemaSource.connect(registry.settings());
                VocabularyDeltas deltas = VocabularyDeltas.open(connections.kafka(), schemas, 1000)) {
            for (ConsumerRecord<byte[], byte[]> read : topics.await(topic, count)) {
                TokenSequence tokens = topics.tokens(read);
                Optional<VocabularyKey> needed = VocabularyKey.neededBy(tokens);
                VocabularyDelta delta = needed.isPresent()
                        ? DeltaRecords.read(deltas.get(needed.get(), PATIENCE))
                        : VocabularyDelta.none(bundle.vocabularySize());
                DynamicVocabulary vocabulary =
                        DynamicVocabulary.of(bundle.vocabulary().tokens(), delta);
                int[] ids = tokens.getPlanes().get(0).getIds().stream()
                        .mapToInt(Integer::intValue)
                        .toArray();
                texts.computeIfAbsent(tokens.getSource().getPartition(), any -> new ArrayList<>())
                        .add(new String(vocabulary.decode(ids), UTF_8));
            }
        }
        return texts;
    }

    /** Everything that was ever published under each key. */
    private Map<String, List<String>> deltasByKey() {
        Map<String, List<String>> byKey = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> read : topics.await(TopicCatalogue.VOCABULARIES.name(), 1)) {
            List<String> values = byKey.computeIfAbsent(new String(read.key(), UTF_8), any -> new ArrayList<>());
            String value = Arrays.toString(read.value());
            if (!values.contains(value)) {
                values.add(value);
            }
        }
        return byKey;
    }
}
