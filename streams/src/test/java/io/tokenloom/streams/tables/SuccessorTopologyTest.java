package io.tokenloom.streams.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.record.Successors;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.wire.AvroRecordWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.streams.TestInputTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuccessorTopologyTest {
    private static final TokenizerFingerprint ONE = new TokenizerFingerprint(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    private static final TokenizerFingerprint OTHER = new TokenizerFingerprint(new byte[] {-1, 2, 3, 4, 5, 6, 7, 8});
    private static final String FROM = TopicCatalogue.TEXT_TOKENS.name();
    private static final String TO = TopicCatalogue.SUCCESSORS.name();
    private static final byte[] KEY = {1};

    @TempDir
    private Path state;

    private TablesDriver app;
    private TestInputTopic<byte[], byte[]> input;
    private AvroRecordWriter<TokenSequence> writer;

    @BeforeEach
    void start() {
        app = new TablesDriver(
                new SuccessorOptions(
                        "followers",
                        List.of(FROM),
                        TO,
                        TopicCatalogue.DEAD_LETTERS.name(),
                        SuccessorOptions.DEFAULT_EVERY),
                state);
        input = app.input(FROM);
        writer = app.writer(FROM, TokenSequence.class);
    }

    @AfterEach
    void end() {
        app.close();
    }

    @Test
    void keepsTheMostFrequentFollowersAsCountedOneByOne() {
        Random random = new Random(17);
        Map<String, Map<Integer, Long>> expected = new TreeMap<>();
        for (int record = 0; record < 5; record++) {
            TokenizerFingerprint tokenizer = record == 2 ? OTHER : ONE;
            List<TokenPlane> planes = new ArrayList<>();
            for (String name : List.of("", "second")) {
                List<Integer> ids = ids(random, random.nextInt(900));
                planes.add(new TokenPlane(name, ids, 0));
                for (int i = 1; i < ids.size(); i++) {
                    String row = hex(tokenizer) + "/" + name + "/" + ids.get(i - 1);
                    expected.computeIfAbsent(row, key -> new TreeMap<>()).merge(ids.get(i), 1L, Long::sum);
                }
            }
            send(tokenizer, planes, 1000 + record);
        }
        send(ONE, List.of(), 100_000);

        Map<String, Successors> rows = app.output(TO, Successors.class);

        assertThat(rows).containsOnlyKeys(expected.keySet());
        expected.forEach((key, counts) -> {
            List<Map.Entry<Integer, Long>> most = counts.entrySet().stream()
                    .sorted(Map.Entry.<Integer, Long>comparingByValue(Comparator.reverseOrder())
                            .thenComparing(Map.Entry.comparingByKey()))
                    .limit(8)
                    .toList();
            assertThat(rows.get(key).getFollowers())
                    .as(key)
                    .isEqualTo(most.stream().map(Map.Entry::getKey).toList());
            assertThat(rows.get(key).getCounts())
                    .as(key)
                    .isEqualTo(most.stream().map(Map.Entry::getValue).toList());
        });
    }

    @Test
    void sendsChangedRowsOnceInAWhileOfStreamTime() {
        send(ONE, List.of(plane(1, 2)), 5_000);
        for (int second = 6; second < 10; second++) {
            send(ONE, List.of(plane(1, 2, 3)), second * 1000L);
        }
        assertThat(app.records(TO)).isEmpty();

        send(ONE, List.of(plane(4, 5)), 10_000);

        Map<String, Successors> rows = app.output(TO, Successors.class);
        assertThat(rows).containsOnlyKeys(hex(ONE) + "//1", hex(ONE) + "//2");
        assertThat(rows.get(hex(ONE) + "//1").getCounts()).containsExactly(5L);

        send(ONE, List.of(), 20_000);
        assertThat(app.output(TO, Successors.class)).containsOnlyKeys(hex(ONE) + "//4");
        send(ONE, List.of(), 40_000);
        assertThat(app.records(TO)).isEmpty();
    }

    @Test
    void packsALongRecordInSeveralPortions() {
        int tokens = 100_000;
        List<Integer> ids = IntStream.range(0, tokens).boxed().toList();

        List<PairCounts.Portion> portions = PairCounts.of(ids);

        assertThat(portions).hasSize(8).allMatch(portion -> portion.packed().length < 256 * 1024);
        BitSet seen = new BitSet();
        portions.forEach(portion -> PairCounts.visit(portion.packed(), (id, follower, count) -> {
            assertThat(follower - id).isEqualTo(count).isOne();
            assertThat(seen.get(id)).isFalse();
            seen.set(id);
        }));
        assertThat(seen.cardinality()).isEqualTo(tokens - 1);
    }

    @Test
    void makesADeadLetterOfWhatIsNoTokenRecord() {
        input.pipeInput(KEY, new byte[] {0, 0, 0, 0, 99, 1}, 1000);
        input.pipeInput(KEY, null, 1000);
        send(ONE, List.of(plane(1, 2)), 2000);
        send(ONE, List.of(), 20_000);

        assertThat(app.records(TopicCatalogue.DEAD_LETTERS.name())).hasSize(1);
        assertThat(app.output(TO, Successors.class)).hasSize(1);
    }

    @Test
    void refusesToSendAllTheTime() {
        assertThatThrownBy(() -> new SuccessorOptions("a", List.of(FROM), TO, "dlq", Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a millisecond at least");
    }

    private void send(TokenizerFingerprint tokenizer, List<TokenPlane> planes, long time) {
        input.pipeInput(KEY, writer.write(TablesDriver.sequence(tokenizer, planes)), time);
    }

    /** Few ids, so that there are ties and rows with more followers than are kept. */
    private static List<Integer> ids(Random random, int length) {
        return IntStream.range(0, length)
                .map(i -> Math.min(random.nextInt(20), random.nextInt(20)) * 100_003)
                .boxed()
                .toList();
    }

    private static TokenPlane plane(Integer... ids) {
        return new TokenPlane("", List.of(ids), 0);
    }

    private static String hex(TokenizerFingerprint tokenizer) {
        return HexFormat.of().formatHex(tokenizer.bytes());
    }
}
