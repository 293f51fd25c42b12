package io.tokenloom.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.cli.bench.kill.KillInput;
import io.tokenloom.cli.connection.RegistryClients;
import io.tokenloom.deadletter.DeadLetterHeaders;
import io.tokenloom.reader.records.CommittedRecords;
import io.tokenloom.reader.records.DeadLetter;
import io.tokenloom.reader.records.TokenRecordReader;
import io.tokenloom.record.SourceRef;
import io.tokenloom.wire.SchemaSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same files through two platforms that know nothing of each other, side by side; and what the readers of Java and Python
 * make of the tokens.
 */
class SameBytesIT {
    private static final KillInput INPUT = new KillInput(42, 2, 1_500, 4, 30);

    @RegisterExtension
    static final SharedPlatform FIRST = new SharedPlatform();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path folder;

    private static RunningPlatform running;
    private static SortedMap<String, List<String>> first;
    private static SortedMap<String, List<String>> second;

    @BeforeAll
    static void sendTheSameInputThroughTwoPlatforms() throws IOException {
        PythonReader.begin();
        Path input = folder.resolve("input");
        INPUT.write(input);
        CompletableFuture<SortedMap<String, List<String>>> other =
                CompletableFuture.supplyAsync(() -> outputsOfASecondOne(input));
        running = FIRST.running();
        first = outputs(running, input);
        second = other.join();
    }

    private static SortedMap<String, List<String>> outputsOfASecondOne(Path input) {
        try (RunningPlatform other = RunningPlatform.start(folder.resolve("second"))) {
            return outputs(other, input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void twoRunsOverTheSameInputGiveTheSameBytes() {
        assertThat(first.keySet())
                .as("ways from source to output partitions")
                .anyMatch(way -> way.startsWith("tokens.text.v1/"))
                .anyMatch(way -> way.startsWith("tokens.visual.v1/"))
                .anyMatch(way -> way.startsWith("tokens.dlq.v1/"));
        assertThat(second.keySet()).isEqualTo(first.keySet());
        first.forEach((way, records) ->
                assertThat(second.get(way)).as(way).isNotEmpty().isEqualTo(records));
    }

    @Test
    void thePythonReadersOwnTestsPass() throws IOException {
        PythonReader.Output tests = PythonReader.orSkip().run("-m", "unittest", "-q");

        assertThat(tests.status()).as(tests.text()).isZero();
        assertThat(tests.text()).containsPattern("Ran [0-9]{2,} tests");
    }

    /** Same items, ids, text, placeholder ranges and trimmed ids; texts in parts among them. */
    @ParameterizedTest
    @ValueSource(strings = {"tokens.text.v1", "tokens.visual.v1"})
    void pythonReadsWhatJavaReads(String topic) throws IOException {
        PythonReader python = PythonReader.orSkip();
        Path script = Assembled.root().resolve("integration-tests").resolve("src/test/python/read_topic.py");

        PythonReader.Output read = python.run(
                script.toString(), running.platform().connectionsFile().toString(), topic);

        assertThat(read.status()).as(read.text()).isZero();
        List<String> items = ReadItem.lines(running.connections(), topic);
        assertThat(items).doesNotHaveDuplicates().hasSizeGreaterThan(50);
        assertThat(read.text().lines().sorted())
                .containsExactlyElementsOf(items.stream().sorted().toList());
    }

    /**
     * Each output partition's records in order, by the source partition and key that they come from: two that share an
     * output partition are worked on side by side, and only the order of each is promised.
     */
    private static SortedMap<String, List<String>> outputs(RunningPlatform running, Path input) {
        try (SchemaSource schemas = RegistryClients.connect(running.connections())) {
            assertThat(running.run("ingest", input.toString())).isZero();
            assertThat(running.run("ledger", "--wait", "2min"))
                    .as("ledger, see %s", running.output())
                    .isZero();
            CommittedRecords records = new CommittedRecords(running.connections());
            TokenRecordReader tokens = new TokenRecordReader(schemas);
            SortedMap<String, List<String>> outputs = new TreeMap<>();
            for (String topic : running.routes().targetTopics()) {
                records.visit(records.ranges(topic), read -> outputs.computeIfAbsent(
                                read.topic() + "/" + read.partition() + " from " + source(read, tokens) + " of "
                                        + new String(read.key(), StandardCharsets.UTF_8),
                                way -> new ArrayList<>())
                        .add(text(read)));
            }
            return outputs;
        }
    }

    private static String source(ConsumerRecord<byte[], byte[]> read, TokenRecordReader tokens) {
        return DeadLetter.of(read)
                .map(letter -> letter.source().topicPartition().toString())
                .orElseGet(() -> {
                    SourceRef source = tokens.read(read).getSource();
                    return source.getTopic() + "-" + source.getPartition();
                });
    }

    /** Key, value and headers; large ones by their digest, so that a difference can be read. */
    private static String text(ConsumerRecord<byte[], byte[]> read) {
        StringBuilder text = new StringBuilder(new String(read.key(), StandardCharsets.UTF_8));
        for (Header header : read.headers()) {
            // When the source record was sent, which is no part of the input that was the same.
            if (!header.key().equals(DeadLetterHeaders.TIMESTAMP)) {
                text.append(" | ").append(header.key()).append('=').append(Digest.hex(header.value()));
            }
        }
        byte[] value = read.value();
        String shown = value.length > 200
                ? "sha256 " + Digest.hex(value)
                : HexFormat.of().formatHex(value);
        return text.append(" | ").append(shown).toString();
    }
}
