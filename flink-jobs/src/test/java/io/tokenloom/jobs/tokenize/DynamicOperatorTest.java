package io.tokenloom.jobs.tokenize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.connection.Connections;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.VocabularyDelta;
import io.tokenloom.text.TokenSpans;
import io.tokenloom.text.dynamic.Boundary;
import io.tokenloom.text.mode.BatchWindow;
import io.tokenloom.text.mode.TextMode;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.vocabulary.VocabularyKey;
import io.tokenloom.wire.LocalRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.StateBackendLoader;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What closes windows, what they become, and what a restored task makes of half-full ones. */
@Timeout(120)
class DynamicOperatorTest {
    private static final String VOCABULARIES = TopicCatalogue.VOCABULARIES.name();

    private static final String LOCATION =
            Golden.bundle("texts/published-example").toString();

    private static LocalRegistry registry;
    private static TextBundle bundle;

    @BeforeAll
    static void open() throws Exception {
        registry = LocalRegistry.start();
        bundle = TextBundle.open(LOCATION);
    }

    @AfterAll
    static void close() {
        bundle.close();
        registry.close();
    }

    @Test
    void mergesSoManyTextsOfAPartitionTogether() throws Exception {
        DynamicTask.Setup setup = setup(records(3));
        try (DynamicTask task = setup.start()) {
            task.send(0, 0, line(0));
            task.send(1, 0, line(7));
            task.send(0, 1, line(1));
            assertThat(task.made()).isEmpty();
            task.send(0, 2, line(2));

            assertThat(task.made())
                    .extracting(SinkRecord::topic)
                    .containsExactly(VOCABULARIES, "tokens", "tokens", "tokens");
            assertThat(DynamicTask.decoded(setup, task.made())).containsExactly(line(0), line(1), line(2));
            SinkRecord delta = task.made().get(0);
            TokenSequence first = VisualTask.tokens(task.made().get(1));
            assertThat(VocabularyKey.neededBy(first).orElseThrow().bytes()).isEqualTo(delta.key());
            assertThat(first.getTokenizer().bytes())
                    .isNotEqualTo(bundle.fingerprint().shortBytes());
            VocabularyDelta said = VisualTask.decoded(delta, VocabularyDelta.class);
            assertThat(said.getBase().bytes()).isEqualTo(bundle.fingerprint().shortBytes());
            assertThat(said.getBaseSize()).isEqualTo(bundle.vocabularySize());
            assertThat(VisualTask.ids(first).size())
                    .isLessThan(bundle.tokenizer().encode(line(0)).length);
        }
    }

    @Test
    void closesAWindowByItsBytes() throws Exception {
        DynamicTask.Setup setup = setup(window(BatchWindow.Limit.BYTES, 2L * line(0).length(), Duration.ZERO));
        try (DynamicTask task = setup.start()) {
            task.send(0, 0, line(0));
            assertThat(task.made()).isEmpty();
            task.send(0, 1, line(1));
            assertThat(DynamicTask.decoded(setup, task.made())).hasSize(2);
        }
    }

    @Test
    void closesAWindowWithTheFirstTextOfALaterStretchOfTimeAndTakesInALateOne() throws Exception {
        DynamicTask.Setup setup = setup(window(BatchWindow.Limit.TIME, 10_000, Duration.ZERO));
        try (DynamicTask task = setup.start()) {
            task.send(0, 0, "a", line(0).getBytes(UTF_8), 1_000);
            task.send(0, 1, "a", line(1).getBytes(UTF_8), 9_999);
            task.send(0, 2, "a", line(2).getBytes(UTF_8), 0);
            assertThat(task.made()).isEmpty();
            task.send(0, 3, "a", line(3).getBytes(UTF_8), 10_000);
            assertThat(DynamicTask.decoded(setup, task.made())).containsExactly(line(0), line(1), line(2));
            task.send(0, 4, "a", line(4).getBytes(UTF_8), 5_000);
            task.send(0, 5, "a", line(5).getBytes(UTF_8), 40_000);
            assertThat(DynamicTask.decoded(setup, task.made()))
                    .containsExactly(line(0), line(1), line(2), line(3), line(4));
        }
    }

    @Test
    void hasAWindowForEachKeyOfAPartition() throws Exception {
        DynamicTask.Setup setup =
                setup(new BatchWindow(BatchWindow.Limit.RECORDS, 2, BatchWindow.Scope.KEY, Duration.ZERO));
        try (DynamicTask task = setup.start()) {
            task.send(0, 0, "a", line(0).getBytes(UTF_8), 0);
            task.send(0, 1, "b", line(1).getBytes(UTF_8), 0);
            task.send(1, 0, "a", line(2).getBytes(UTF_8), 0);
            assertThat(task.made()).isEmpty();
            task.send(0, 2, "a", line(3).getBytes(UTF_8), 0);
            assertThat(DynamicTask.decoded(setup, task.made())).containsExactly(line(0), line(3));
        }
    }

    @Test
    void keepsTombstonesInTheOrderOfTheirKeyAndLetsDeadLettersGoAtOnce() throws Exception {
        DynamicTask.Setup setup = setup(records(3));
        try (DynamicTask task = setup.start()) {
            task.send(0, 0, line(0));
            task.send(0, 1, "key", new byte[] {'a', (byte) 0xff}, 0);
            assertThat(task.made()).extracting(SinkRecord::topic).containsExactly("dlq");
            task.send(0, 2, "key", null, 0);
            assertThat(task.made()).hasSize(1);
            task.send(0, 3, line(1));

            assertThat(DynamicTask.decoded(setup, task.made())).containsExactly(line(0), null, line(1));
            assertThat(merged(task))
                    .as("as if the bad one had never come")
                    .isEqualTo(merged(setup, line(0), null, line(1)));
        }
    }

    @Test
    void closesAllAtTheEndOfItsInput() throws Exception {
        DynamicTask.Setup setup = setup(records(100));
        try (DynamicTask task = setup.start()) {
            task.send(1, 0, line(0));
            task.send(0, 0, line(1));
            task.send(0, 1, line(2));
            task.harness().endInput();
            assertThat(DynamicTask.decoded(setup, task.made())).containsExactlyInAnyOrder(line(0), line(1), line(2));
        }
    }

    @Test
    void closesAnIdleWindowByTheClockOnlyWhereAsked() throws Exception {
        DynamicTask.Setup setup = setup(window(BatchWindow.Limit.RECORDS, 100, Duration.ofSeconds(30)));
        OperatorSubtaskState state;
        try (DynamicTask task = setup.start()) {
            task.harness().setProcessingTime(1_000);
            task.send(0, 0, line(0));
            task.harness().setProcessingTime(20_000);
            task.send(0, 1, line(1));
            task.harness().setProcessingTime(31_000);
            assertThat(task.made()).isEmpty();
            state = task.harness().snapshot(1, 1);
        }
        try (DynamicTask task = setup.start(state)) {
            task.harness().setProcessingTime(49_999);
            assertThat(task.made()).isEmpty();
            task.harness().setProcessingTime(50_000);
            assertThat(DynamicTask.decoded(setup, task.made())).containsExactly(line(0), line(1));
        }
    }

    @Test
    void publishesADeltaOnceForAKeyAlsoAfterARestore() throws Exception {
        DynamicTask.Setup setup = setup(records(2));
        OperatorSubtaskState state;
        try (DynamicTask task = setup.start()) {
            send(task, line(0), line(1), line(0), line(1));
            assertThat(task.made(VOCABULARIES)).hasSize(1);
            assertThat(task.made("tokens")).hasSize(4);
            state = task.harness().snapshot(1, 1);
        }
        try (DynamicTask task = setup.start(state)) {
            send(task, line(0), line(1));
            assertThat(task.made(VOCABULARIES)).isEmpty();
        }
        try (DynamicTask task = setup.start()) {
            send(task, line(0), line(1));
            assertThat(task.made(VOCABULARIES)).as("without the state").hasSize(1);
        }
        DynamicTask.Setup other = setup(new TextMode.Dynamic(9, Boundary.WORD, 2, records(2)));
        try (DynamicTask task = other.start(state)) {
            send(task, line(0), line(1));
            assertThat(task.made(VOCABULARIES)).as("by another tokenizer").hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hashmap", "rocksdb"})
    void givesTheSameBytesAfterARestoreAtAnyParallelism(String backend) throws Exception {
        DynamicTask.Setup setup = setup(records(5)).with(backend(backend));
        List<String> undisturbed = new ArrayList<>();
        try (DynamicTask task = setup.start()) {
            sendToPartitions(task, 0, 24);
            task.made().forEach(record -> undisturbed.add(described(record)));
        }
        List<String> disturbed = new ArrayList<>();
        OperatorSubtaskState state;
        try (DynamicTask task = setup.start()) {
            sendToPartitions(task, 0, 8);
            task.made().forEach(record -> disturbed.add(described(record)));
            state = task.harness().snapshot(1, 1);
            // What comes after the checkpoint is lost with the task.
            sendToPartitions(task, 8, 13);
        }
        List<OperatorSubtaskState> states = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            try (DynamicTask task = setup.task(i, 2).start(DynamicTask.share(state, 1, 2, i))) {
                int index = i;
                sendTo(task, 8, 15, partition -> owner(partition) == index);
                task.made().forEach(record -> disturbed.add(described(record)));
                states.add(task.harness().snapshot(2, 2));
            }
        }
        OperatorSubtaskState both = OneInputStreamOperatorTestHarness.repackageState(states.get(0), states.get(1));
        try (DynamicTask task = setup.start(DynamicTask.share(both, 2, 1, 0))) {
            sendToPartitions(task, 15, 24);
            task.made().forEach(record -> disturbed.add(described(record)));
        }
        assertThat(disturbed).containsExactlyInAnyOrderElementsOf(undisturbed);
        assertThat(disturbed.stream()
                        .filter(record -> record.startsWith("tokens "))
                        .count())
                .isEqualTo(4 * 20);
    }

    @Test
    void givesMergedTokensTheEndsOfTheirParts() throws Exception {
        DynamicTask.Setup setup = setup(records(2)).withSpans();
        String text = "Grüße 😀😀 Grüße 😀😀 naïveté";
        try (DynamicTask task = setup.start()) {
            send(task, text, text);
            TokenSequence made = VisualTask.tokens(task.made("tokens").get(0));
            int[] byteEnds = made.getText().getByteEnds().stream()
                    .mapToInt(Integer::intValue)
                    .toArray();
            byte[] utf8 = text.getBytes(UTF_8);
            assertThat(byteEnds).hasSize(VisualTask.ids(made).size());
            assertThat(byteEnds[byteEnds.length - 1]).isEqualTo(utf8.length);
            assertThat(VisualTask.ids(made).size())
                    .isLessThan(bundle.tokenizer().encode(text).length);
            assertThat(made.getText().getUtf16Ends())
                    .containsExactlyElementsOf(IntStream.of(TokenSpans.utf16Ends(utf8, 0, utf8.length, byteEnds))
                            .boxed()
                            .toList());
        }
    }

    @Test
    void letsRecordsOfAFormerTokenizerLeaveAsTheyWere() throws Exception {
        DynamicTask.Setup before = setup(records(3));
        OperatorSubtaskState state;
        try (DynamicTask task = before.start()) {
            send(task, line(0));
            state = task.harness().snapshot(1, 1);
        }
        DynamicTask.Setup after = setup(new TextMode.Dynamic(5, Boundary.SENTENCE, 1, records(3)));
        try (DynamicTask task = after.start(state)) {
            task.send(0, 1, line(1));
            task.send(0, 2, line(2));

            List<TokenSequence> made =
                    task.made("tokens").stream().map(VisualTask::tokens).toList();
            assertThat(made.get(0).getTokenizer().bytes()).isEqualTo(hex(before.fingerprint()));
            assertThat(VocabularyKey.neededBy(made.get(0))).isEmpty();
            assertThat(made.get(1).getTokenizer().bytes()).isEqualTo(hex(after.fingerprint()));
            assertThat(DynamicTask.decoded(after, task.made())).containsExactly(line(0), line(1), line(2));
        }
    }

    @Test
    void refusesToForgetWaitingRecordsWhenARouteIsNoLongerDynamic() throws Exception {
        DynamicTask.Setup setup = setup(records(3));
        OperatorSubtaskState state;
        try (DynamicTask task = setup.start()) {
            send(task, line(0), line(1));
            state = task.harness().snapshot(1, 1);
        }
        TokenizeFunction plain = new TokenizeFunction(
                setup.route(TextMode.AS_PUBLISHED),
                "job",
                new Connections(Map.of("bootstrap.servers", "none"), registry.settings()));
        OneInputStreamOperatorTestHarness<SourceRecord, SinkRecord> harness =
                new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(plain), 16, 1, 0);
        harness.setup(TypeInformation.of(SinkRecord.class).createSerializer(new SerializerConfigImpl()));

        assertThatThrownBy(() -> harness.initializeState(state))
                .hasStackTraceContaining("route texts has 2 records that wait to be merged")
                .hasStackTraceContaining("--drain");
    }

    @Test
    void cutsALongTextIntoMembersOfTheWindow() throws Exception {
        String location = "builtin:o200k_base";
        String text = "seven words make one line of text\n".repeat(300_000);
        try (TextBundle o200k = TextBundle.open(location)) {
            DynamicTask.Setup setup = DynamicTask.Setup.of(
                    registry, location, o200k, new TextMode.Dynamic(3, Boundary.WORD, 2, records(1_000)));
            try (DynamicTask task = setup.start()) {
                task.send(0, 0, line(0));
                task.send(0, 1, text);

                assertThat(task.made("tokens"))
                        .as("closed by its tokens, not by its records")
                        .hasSizeBetween(2, 3);
                task.harness().endInput();
                List<String> decoded = DynamicTask.decoded(setup, task.made());
                assertThat(decoded).hasSize(4);
                assertThat(String.join("", decoded.subList(1, 4))).isEqualTo(text);
                assertThat(task.made("tokens").stream().map(VisualTask::tokens).map(VocabularyKey::neededBy))
                        .as("parts of the text are merged")
                        .filteredOn(Optional::isPresent)
                        .hasSizeGreaterThanOrEqualTo(3);
            }
        }
    }

    @Test
    void leavesAPartOfTooManyTokensAsItIs() throws Exception {
        DynamicTask.Setup setup = setup(records(2));
        String text = "x".repeat(1_100_000);
        try (DynamicTask task = setup.start()) {
            task.send(0, 0, line(0));
            task.send(0, 1, text);

            assertThat(DynamicTask.decoded(setup, task.made())).containsExactly(line(0), text);
            assertThat(VisualTask.ids(VisualTask.tokens(task.made("tokens").get(1))))
                    .hasSize(text.length());
        }
    }

    private static DynamicTask.Setup setup(BatchWindow window) {
        return setup(new TextMode.Dynamic(20, Boundary.WORD, 2, window));
    }

    private static DynamicTask.Setup setup(TextMode.Dynamic mode) {
        return DynamicTask.Setup.of(registry, LOCATION, bundle, mode);
    }

    private static BatchWindow records(long count) {
        return window(BatchWindow.Limit.RECORDS, count, Duration.ZERO);
    }

    private static BatchWindow window(BatchWindow.Limit limit, long amount, Duration idle) {
        return new BatchWindow(limit, amount, BatchWindow.Scope.PARTITION, idle);
    }

    private static String line(int number) {
        return "blk_-160899968791986290" + number + " PacketResponder terminating at /10.251.43.21:50010 block "
                + number + "\n";
    }

    private static void send(DynamicTask task, String... texts) throws Exception {
        for (int i = 0; i < texts.length; i++) {
            task.send(0, i, texts[i]);
        }
    }

    private static void sendToPartitions(DynamicTask task, int from, int to) throws Exception {
        sendTo(task, from, to, partition -> true);
    }

    private static void sendTo(DynamicTask task, int from, int to, IntPredicate partitions) throws Exception {
        for (int offset = from; offset < to; offset++) {
            for (int partition = 0; partition < 4; partition++) {
                if (partitions.test(partition)) {
                    task.send(partition, offset, line(offset % 10 * (partition + 1)));
                }
            }
        }
    }

    /** Which of two tasks has the window of a partition. */
    private static int owner(int partition) {
        return KeyGroupRangeAssignment.assignKeyToParallelOperator(Integer.toString(partition), 16, 2);
    }

    private static String described(SinkRecord record) {
        return record.topic() + " " + HexFormat.of().formatHex(record.value());
    }

    private static List<List<Integer>> merged(DynamicTask task) {
        return task.made("tokens").stream()
                .filter(record -> record.value() != null)
                .map(record -> VisualTask.ids(VisualTask.tokens(record)))
                .toList();
    }

    private static List<List<Integer>> merged(DynamicTask.Setup setup, String... texts) throws Exception {
        try (DynamicTask task = setup.start()) {
            for (int i = 0; i < texts.length; i++) {
                task.send(0, i, "key", texts[i] == null ? null : texts[i].getBytes(UTF_8), 0);
            }
            return merged(task);
        }
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static StateBackend backend(String name) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(StateBackendOptions.STATE_BACKEND, name);
        return StateBackendLoader.loadStateBackendFromConfig(
                configuration, DynamicOperatorTest.class.getClassLoader(), LoggerFactory.getLogger(StateBackend.class));
    }
}
