package io.tokenloom.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.tokenloom.claim.ClaimCheck;
import io.tokenloom.claim.ClaimStore;
import io.tokenloom.cli.broker.TestBroker;
import io.tokenloom.cli.broker.WithBroker;
import io.tokenloom.cli.connection.Brokers;
import io.tokenloom.connection.Connections;
import io.tokenloom.reader.records.RecordHeaders;
import io.tokenloom.record.TextItem;
import io.tokenloom.wire.AvroRecordReader;
import io.tokenloom.wire.SchemaSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

@WithBroker
class IngestIT {
    @TempDir
    private Path folder;

    private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    private TestBroker broker;
    private Map<String, String> claims = Map.of();
    private String topic;

    @BeforeEach
    void ownTopic(TestBroker broker, TestInfo test) {
        this.broker = broker;
        this.topic = "it." + test.getTestMethod().orElseThrow().getName();
    }

    @Test
    void sendsEachLineWithItsEndingAndItsPlace() throws IOException {
        write("app.log", "first\r\nsecond\nlast");

        assertThat(ingest("app.log")).extracting(SourceOutcome::records).containsExactly(3L);

        assertThat(ids()).containsExactly("app.log@0", "app.log@7", "app.log@14");
        assertThat(content()).isEqualTo("first\r\nsecond\nlast");
        ConsumerRecord<byte[], byte[]> first = broker.committed(topic).get(0);
        assertThat(new String(first.key(), StandardCharsets.UTF_8)).isEqualTo("app.log");
        assertThat(header(first, "ce_source")).isEqualTo("app.log");
        assertThat(header(first, "content-type")).isEqualTo("text/plain; charset=utf-8");
    }

    @Test
    void sendsAnEmptyFileAsOneEmptyRecord() throws IOException {
        write("empty.log", "");

        ingest("empty.log");

        assertThat(broker.committed(topic)).hasSize(1);
        assertThat(broker.committed(topic).get(0).value()).isEmpty();
    }

    @Test
    void leavesACompleteFileAloneUntilToldToSendItAgain() throws IOException {
        write("app.log", "a\nb\n");
        ingest("app.log");

        assertThat(ingest("app.log")).extracting(SourceOutcome::status).containsExactly(SourceOutcome.Status.UNCHANGED);
        assertThat(ids()).containsExactly("app.log@0", "app.log@2");

        assertThat(ingest(Repetition.AGAIN, Meter.SILENT, "app.log"))
                .extracting(SourceOutcome::records)
                .containsExactly(2L);
        assertThat(ids()).containsExactly("app.log@0", "app.log@2", "app.log@0", "app.log@2");
    }

    @Test
    void sendsOnlyWhatAGrownFileHasGrownBy() throws IOException {
        write("app.log", "a\nb");
        ingest("app.log");
        Files.writeString(folder.resolve("app.log"), "b\nc\n", StandardOpenOption.APPEND);

        ingest("app.log");

        assertThat(ids()).containsExactly("app.log@0", "app.log@2", "app.log@3", "app.log@5");
        assertThat(content()).isEqualTo("a\nbb\nc\n");
    }

    @Test
    void sendsAReplacedFileUnderIdsOfItsOwn() throws IOException {
        write("app.log", "old\n");
        ingest("app.log");
        write("app.log", "new\nlonger\n");

        ingest("app.log");

        assertThat(ids()).containsExactly("app.log@0", "app.log#1@0", "app.log#1@4");
    }

    @Test
    void resumesAfterAKillWithNothingMissingAndNothingDoubled() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 300_000; i++) {
            lines.append("line ").append(i).append(" of a file that needs several transactions to be sent\n");
        }
        write("big.log", lines.toString());
        long killAfter = lines.length() * 2L / 3;

        assertThat(killedIngest(killAfter, "big.log")).isTrue();
        String sent = content();
        assertThat(sent).isNotEmpty().hasSizeLessThan((int) killAfter);
        assertThat(lines.toString()).startsWith(sent);

        assertThat(ingest("big.log")).first().satisfies(outcome -> {
            assertThat(outcome.note()).isEqualTo("resumed at byte " + sent.length());
            assertThat(outcome.bytes()).isEqualTo(lines.length() - sent.length());
        });
        assertThat(content()).isEqualTo(lines.toString());
        assertThat(ids()).doesNotHaveDuplicates().hasSize(300_000);
    }

    @Test
    void resumesStandardInputWhereAKilledRunEnded() throws IOException {
        String piped = "one\ntwo\nthree\n";
        ingestPiped("one\ntwo\n");

        ingestPiped(piped);
        ingestPiped(piped);

        assertThat(content()).isEqualTo(piped);
        ingestPiped("other\n");
        assertThat(ids()).containsExactly("stdin@0", "stdin@4", "stdin@8", "stdin#1@0");
    }

    @Test
    void sendsATextAsOneItemKnownByItsPath() throws IOException {
        Files.createDirectories(folder.resolve("books/old"));
        write("books/old/b.txt", "zwei\r\nZeilen");
        write("books/a.txt", "");

        assertThat(ingest("books")).extracting(SourceOutcome::source).containsExactly("books/a.txt", "books/old/b.txt");
        ingest("books");

        AvroRecordReader<TextItem> reader = AvroRecordReader.of(TextItem.class, SchemaSource.of(registry));
        List<TextItem> items = broker.committed(topic).stream()
                .map(each -> reader.read(each.value()))
                .sorted(java.util.Comparator.comparing(item -> item.getHeader().getItemId()))
                .toList();
        assertThat(items)
                .extracting(item -> item.getHeader().getItemId())
                .containsExactly("books/a.txt", "books/old/b.txt");
        assertThat(StandardCharsets.UTF_8.decode(items.get(1).getContent()).toString())
                .isEqualTo("zwei\r\nZeilen");
    }

    @Test
    void givesAReplacedTextAnIdOfItsOwn() throws IOException {
        write("a.txt", "one");
        ingest("a.txt");
        write("a.txt", "two");
        ingest("a.txt");
        ingest("a.txt");

        AvroRecordReader<TextItem> reader = AvroRecordReader.of(TextItem.class, SchemaSource.of(registry));
        assertThat(broker.committed(topic))
                .extracting(each -> reader.read(each.value()).getHeader().getItemId())
                .containsExactly("a.txt", "a.txt#1");
    }

    @Test
    void keepsTheIdsOfNamesApartThatHoldItsMarks() throws IOException {
        write("a#1.log", "x\n");

        ingest("a#1.log");

        assertThat(ids()).containsExactly("a%231.log@0");
    }

    @Test
    void sendsATornLineAgainUnderAnotherId() throws IOException {
        write("app.log", "a\nb");
        ingest("app.log");
        Files.writeString(folder.resolve("app.log"), "b\n", StandardOpenOption.APPEND);
        ingest("app.log");

        ingest(Repetition.AGAIN, Meter.SILENT, "app.log");

        assertThat(ids()).containsExactly("app.log@0", "app.log@2", "app.log@3", "app.log#1@0", "app.log#1@2");
    }

    @Test
    void givesNoIdTwiceWhenAFileChangedDuringARepetitionThatWasKilled() throws IOException {
        String lines = ("x".repeat(1000) + "\n").repeat(20_000);
        write("app.log", lines);
        ingest("app.log");
        assertThat(killedInRepetition(lines.length(), "app.log")).isTrue();
        int before = ids().size();
        assertThat(before).isBetween(20_001, 39_999);
        write("app.log", lines.substring(0, lines.length() - 2) + "y\n");

        ingest("app.log");

        assertThat(ids().subList(before, before + 2)).containsExactly("app.log#1@0", "app.log#1@1001");
    }

    @Test
    void finishesARepetitionThatWasKilledUnderTheSameIds() throws IOException {
        String lines = ("x".repeat(1000) + "\n").repeat(20_000);
        write("app.log", lines);
        ingest("app.log");
        assertThat(killedInRepetition(lines.length(), "app.log")).isTrue();

        ingest("app.log");

        // A commit returns before its marker is on every partition.
        await().untilAsserted(() -> assertThat(ids()).hasSize(40_000));
        assertThat(ids().subList(0, 20_000)).isEqualTo(ids().subList(20_000, 40_000));
    }

    @Test
    void reportsWhatItCannotReadAndSendsTheRest() throws IOException {
        write("good.log", "good\n");
        Files.createSymbolicLink(folder.resolve("dangling.log"), folder.resolve("nowhere"));
        SourceScan scan = scan(folder.toString(), folder.resolve("absent.log").toString());

        assertThat(scan.unreadable())
                .containsEntry(folder.resolve("dangling.log").toString(), "it is a link to nothing")
                .containsEntry(folder.resolve("absent.log").toString(), "there is no such file");
        assertThat(send(scan, Repetition.SKIP, Meter.SILENT)).hasSize(1);
        assertThat(content()).isEqualTo("good\n");
    }

    @Test
    void carriesOnWithTheNextFileWhenOneHasALineOverTheLimit() throws IOException {
        Files.createDirectories(folder.resolve("logs"));
        Path huge = folder.resolve("logs/a.log");
        try (var out = Files.newByteChannel(huge, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            out.position(new ContentPlacement(Optional.empty()).maxTextBytes() + 1L);
            out.write(java.nio.ByteBuffer.wrap(new byte[] {'\n'}));
        }
        write("logs/b.log", "good\n");

        assertThat(ingest("logs"))
                .extracting(SourceOutcome::status)
                .containsExactly(SourceOutcome.Status.FAILED, SourceOutcome.Status.SENT);
        assertThat(content()).isEqualTo("good\n");
    }

    @Test
    void sendsWhatIsLargeThroughTheClaimStore() throws IOException {
        ClaimStore store = claimStore();
        byte[] word = new byte[50 * 1024 * 1024];
        Arrays.fill(word, (byte) 'w');
        Files.createDirectories(folder.resolve("large"));
        Files.write(folder.resolve("large/word.log"), word);
        Files.write(folder.resolve("large/small.log"), Arrays.copyOf(word, ContentPlacement.SMALL_BYTES));

        assertThat(ingest("large"))
                .extracting(SourceOutcome::records, SourceOutcome::bytes)
                .containsExactly(tuple(1L, (long) ContentPlacement.SMALL_BYTES), tuple(1L, (long) word.length));

        List<ConsumerRecord<byte[], byte[]>> sent = broker.committed(topic);
        assertThat(sent)
                .filteredOn(each -> header(each, "ce_id").equals("large/small.log@0"))
                .singleElement()
                .satisfies(each -> assertThat(each.value()).hasSize(ContentPlacement.SMALL_BYTES))
                .satisfies(each -> assertThat(claim(each)).isEmpty());
        assertThat(sent)
                .filteredOn(each -> header(each, "ce_id").equals("large/word.log@0"))
                .singleElement()
                .satisfies(each -> assertThat(each.value()).isEmpty())
                .satisfies(each -> assertThat(store.get(claim(each).orElseThrow(), word.length))
                        .isEqualTo(word));
    }

    @Test
    void sendsALargeTextThroughTheClaimStore() throws IOException {
        ClaimStore store = claimStore();
        byte[] text =
                "a text that is far too long for a record\n".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve("long.txt"), text);

        assertThat(ingest("long.txt")).extracting(SourceOutcome::status).containsExactly(SourceOutcome.Status.SENT);

        ConsumerRecord<byte[], byte[]> sent = broker.committed(topic).get(0);
        TextItem item =
                AvroRecordReader.of(TextItem.class, SchemaSource.of(registry)).read(sent.value());
        assertThat(item.getHeader().getItemId()).isEqualTo("long.txt");
        assertThat(item.getContent().remaining()).isZero();
        assertThat(store.get(claim(sent).orElseThrow(), text.length)).isEqualTo(text);
    }

    private ClaimStore claimStore() throws IOException {
        Path directory = Files.createDirectory(folder.resolve("claims"));
        claims = Map.of(ClaimStore.STORE_SETTING, directory.toUri().toString());
        return ClaimStore.open(claims);
    }

    private static Optional<ClaimCheck> claim(ConsumerRecord<byte[], byte[]> sent) {
        return ClaimCheck.in(name -> RecordHeaders.text(sent, name));
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    private List<SourceOutcome> ingest(String name) {
        return ingest(Repetition.SKIP, Meter.SILENT, name);
    }

    private List<SourceOutcome> ingest(Repetition repetition, Meter meter, String name) {
        return send(scan(folder.resolve(name).toString()), repetition, meter);
    }

    private List<SourceOutcome> ingestPiped(String content) {
        InputStream piped = new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
        return send(SourceScan.of(List.of("-"), Optional.empty(), piped), Repetition.SKIP, Meter.SILENT);
    }

    private static SourceScan scan(String... paths) {
        return SourceScan.of(List.of(paths), Optional.empty(), InputStream.nullInputStream());
    }

    /** Like a kill: the transaction that is open stays open, nothing is tidied up. */
    private boolean killedIngest(long afterBytes, String name) {
        return killed(Repetition.SKIP, afterBytes, name);
    }

    /** After two thirds of the repetition; what was sent before counts for the meter, too. */
    private boolean killedInRepetition(long length, String name) {
        return killed(Repetition.AGAIN, length + length * 2 / 3, name);
    }

    private boolean killed(Repetition repetition, long afterBytes, String name) {
        long[] seen = {0};
        try {
            ingest(
                    repetition,
                    bytes -> {
                        seen[0] += bytes;
                        if (seen[0] > afterBytes) {
                            throw new Killed();
                        }
                    },
                    name);
            return false;
        } catch (Killed e) {
            return true;
        }
    }

    private List<SourceOutcome> send(SourceScan scan, Repetition repetition, Meter meter) {
        List<SourceOutcome> outcomes = new ArrayList<>();
        try (Brokers brokers = Brokers.connect(broker.connections());
                IngestRun run = new IngestRun(
                        new Connections(broker.connections().kafka(), Map.of(), claims),
                        brokers,
                        IngestPlan.of(Optional.of(topic), scan.files()),
                        () -> SchemaSource.of(registry),
                        repetition,
                        meter,
                        line -> {})) {
            run.send(scan.files(), outcomes::add);
        }
        return outcomes;
    }

    private List<String> ids() {
        return broker.committed(topic).stream()
                .map(each -> header(each, "ce_id"))
                .toList();
    }

    private String content() {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        broker.committed(topic).forEach(each -> joined.writeBytes(each.value()));
        return joined.toString(StandardCharsets.UTF_8);
    }

    private static String header(ConsumerRecord<byte[], byte[]> data, String name) {
        return new String(data.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static final class Killed extends Error {}
}
