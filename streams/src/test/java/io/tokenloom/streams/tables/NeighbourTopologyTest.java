package io.tokenloom.streams.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.record.Codebook;
import io.tokenloom.record.Neighbours;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.wire.AvroRecordWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeighbourTopologyTest {
    private static final TokenizerFingerprint ONE = new TokenizerFingerprint(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    private static final TokenizerFingerprint OTHER = new TokenizerFingerprint(new byte[] {-1, 2, 3, 4, 5, 6, 7, 8});
    private static final String TO = TopicCatalogue.NEIGHBOURS.name();
    private static final byte[] KEY = {1};

    @TempDir
    private Path state;

    private TablesDriver app;
    private TestInputTopic<byte[], byte[]> input;
    private AvroRecordWriter<Codebook> writer;

    @BeforeEach
    void start() {
        app = new TablesDriver(options(), state);
        input = app.input(TopicCatalogue.CODEBOOKS.name());
        writer = app.writer(TopicCatalogue.CODEBOOKS.name(), Codebook.class);
    }

    @AfterEach
    void end() {
        app.close();
    }

    @Test
    void equalsASortOfAllDistances() {
        float[][] large = codes(new Random(3), 700, 8);
        float[][] small = codes(new Random(4), 10, 1);
        send(ONE, "", large, 0, 300);
        send(OTHER, "second", small, 0, 10);
        assertThat(app.output(TO, Neighbours.class)).isEmpty();
        work(5);
        assertThat(app.output(TO, Neighbours.class))
                .hasSize(10)
                .allSatisfy((key, row) ->
                        assertThat(row.getNeighbours()).as(key).isEqualTo(nearest(small, row.getId(), 64)));

        send(ONE, "", large, 300, 700);
        work(50);

        Map<String, Neighbours> rows = app.output(TO, Neighbours.class);
        assertThat(rows).hasSize(700);
        for (int id = 0; id < 700; id++) {
            assertThat(rows.get(hex(ONE) + "//" + id).getNeighbours())
                    .as("neighbours of %d", id)
                    .isEqualTo(nearest(large, id, 64));
        }
    }

    @Test
    void sendsNothingAgainWhenTheSameCodebookIsPublishedAgain() {
        float[][] codes = codes(new Random(3), 50, 4);
        send(ONE, "", codes, 0, 50);
        work(5);
        assertThat(app.records(TO)).hasSize(50);

        send(ONE, "", codes, 0, 50);
        work(5);
        assertThat(app.records(TO)).isEmpty();

        codes[49][0] += 1;
        send(ONE, "", codes, 0, 50);
        work(5);
        assertThat(app.output(TO, Neighbours.class).get(hex(ONE) + "//3").getNeighbours())
                .isEqualTo(nearest(codes, 3, 64));
    }

    @Test
    void sendsTombstonesForWhatASmallerCodebookHasNoMore() {
        float[][] codes = codes(new Random(3), 50, 4);
        send(ONE, "", codes, 0, 25);
        send(ONE, "", codes, 25, 50);
        work(5);
        app.records(TO);

        send(ONE, "", Arrays.copyOf(codes, 20), 0, 20);
        work(5);

        Map<String, Neighbours> rows = app.output(TO, Neighbours.class);
        assertThat(rows).hasSize(50);
        assertThat(rows.get(hex(ONE) + "//19").getNeighbours()).hasSize(19);
        assertThat(rows.get(hex(ONE) + "//20")).isNull();
        assertThat(rows.get(hex(ONE) + "//49")).isNull();
        work(5);
        assertThat(app.records(TO)).isEmpty();
    }

    @Test
    void worksInSlices() {
        send(ONE, "", codes(new Random(3), 4000, 16), 0, 4000);
        work(1);

        int slice = app.records(TO).size();

        assertThat(slice).isBetween(1, 1000);
        work(1);
        assertThat(app.records(TO)).hasSize(slice);
    }

    @Test
    void goesOnWhereItWasAfterARestart() {
        MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
        context.setCurrentSystemTimeMs(0);
        for (String name : List.of(NeighbourTopology.CODES, NeighbourTopology.PROGRESS)) {
            KeyValueStore<Bytes, byte[]> store = Stores.keyValueStoreBuilder(
                            Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                    .withLoggingDisabled()
                    .build();
            store.init(context.getStateStoreContext(), store);
            context.addStateStore(store);
        }
        NeighbourTable before = new NeighbourTable(options(), app.wire());
        before.init(context);
        float[][] codes = codes(new Random(3), 4000, 16);
        before.process(new Record<>(KEY, value(ONE, "", codes, 0, 4000), 0));
        context.scheduledPunctuators().get(0).getPunctuator().punctuate(0);
        int first = context.forwarded().size();

        NeighbourTable after = new NeighbourTable(options(), app.wire());
        after.init(context);
        for (int slice = 0; slice < 20; slice++) {
            context.scheduledPunctuators().get(1).getPunctuator().punctuate(0);
        }

        List<String> keys = context.forwarded().stream()
                .map(sent -> new String(sent.record().key(), StandardCharsets.UTF_8))
                .toList();
        assertThat(first).isBetween(1, 1000);
        assertThat(keys).hasSize(4000).doesNotHaveDuplicates();
        assertThat(keys.get(first)).isEqualTo(hex(ONE) + "//" + first);
    }

    @Test
    void sendsAllAgainForAnotherNumberOfNeighbours() {
        CodebookState done = new CodebookState(10, 2, 64, 10, 10);

        assertThat(done.with(64).done()).isTrue();
        assertThat(done.with(65)).isEqualTo(new CodebookState(10, 2, 65, 0, 10));
    }

    @Test
    void makesADeadLetterOfWhatIsNoPartOfACodebook() {
        input.pipeInput(KEY, (byte[]) null);
        send(ONE, "", new float[][] {{Float.NaN}}, 0, 1);
        input.pipeInput(KEY, writer.write(new Codebook(ONE, "", 2, 3, 0, ByteBuffer.allocate(13))));
        input.pipeInput(KEY, writer.write(new Codebook(ONE, "", 1 << 30, 3, 0, ByteBuffer.allocate(12))));

        assertThat(app.records(TopicCatalogue.DEAD_LETTERS.name())).hasSize(3);
        work(2);
        assertThat(app.records(TO)).isEmpty();
        assertThatThrownBy(() -> new NeighbourOptions("near", "from", "to", "dlq", 1001))
                .hasMessageContaining("1 to 1000 are valid");
    }

    private static NeighbourOptions options() {
        return new NeighbourOptions(
                "near", TopicCatalogue.CODEBOOKS.name(), TO, TopicCatalogue.DEAD_LETTERS.name(), 64);
    }

    private void send(TokenizerFingerprint tokenizer, String plane, float[][] codes, int from, int to) {
        input.pipeInput(KEY, value(tokenizer, plane, codes, from, to));
    }

    private byte[] value(TokenizerFingerprint tokenizer, String plane, float[][] codes, int from, int to) {
        int dimension = codes[0].length;
        ByteBuffer values =
                ByteBuffer.allocate((to - from) * dimension * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int row = from; row < to; row++) {
            for (float value : codes[row]) {
                values.putFloat(value);
            }
        }
        return writer.write(new Codebook(tokenizer, plane, codes.length, dimension, from, values.flip()));
    }

    private void work(int times) {
        for (int i = 0; i < times; i++) {
            app.driver().advanceWallClockTime(Duration.ofMillis(50));
        }
    }

    /** Few values, so that there are equal distances and equal codes. */
    private static float[][] codes(Random random, int rows, int dimension) {
        float[][] codes = new float[rows][dimension];
        for (float[] code : codes) {
            for (int i = 0; i < dimension; i++) {
                code[i] = random.nextInt(5) / 4f - 0.5f;
            }
        }
        return codes;
    }

    private static List<Integer> nearest(float[][] codes, int id, int most) {
        return IntStream.range(0, codes.length)
                .filter(other -> other != id)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(other -> distance(codes[id], codes[other]))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(most)
                .toList();
    }

    private static double distance(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += ((double) one[i] - other[i]) * ((double) one[i] - other[i]);
        }
        return Math.sqrt(sum);
    }

    private static String hex(TokenizerFingerprint tokenizer) {
        return HexFormat.of().formatHex(tokenizer.bytes());
    }
}
