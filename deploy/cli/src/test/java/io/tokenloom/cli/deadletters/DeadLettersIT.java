package io.tokenloom.cli.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.cli.CommandRun;
import io.tokenloom.cli.ExitCode;
import io.tokenloom.cli.broker.TestBroker;
import io.tokenloom.cli.broker.WithBroker;
import io.tokenloom.cli.ledger.LedgerCounts;
import io.tokenloom.cli.ledger.RoutesLedger;
import io.tokenloom.cli.records.WrittenRoute;
import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.StreamsErrorHeaders;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.jobs.tokenize.DeadLetter;
import io.tokenloom.jobs.tokenize.HeaderField;
import io.tokenloom.jobs.tokenize.SinkRecord;
import io.tokenloom.jobs.tokenize.SourceRecord;
import io.tokenloom.reader.records.CommittedRecords;
import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.wire.SchemaSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

@WithBroker
class DeadLettersIT {
    private static final byte[] BROKEN = {'a', -1, '\n'};
    private static final int SMALL_LETTERS = 70 * 1024;
    private static final long TIME = 1_772_600_767_000L;

    @TempDir
    private Path folder;

    private TestBroker broker;
    private WrittenRoute written;
    private String config;
    private KafkaProducer<byte[], byte[]> producer;

    @BeforeEach
    void ownTopics(TestBroker shared, TestInfo test) throws Exception {
        broker = shared;
        written = WrittenRoute.of(
                broker, "letters-" + test.getTestMethod().orElseThrow().getName());
        config = written.files(folder).toString();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @AfterEach
    void closeAll() {
        producer.close();
        written.close();
    }

    @Test
    void sendsASourceRecordOnceAsItWas() {
        RecordAddress source = source(1, "camera-1", BROKEN);
        fail(source, FailureCode.DECODER_UNAVAILABLE);
        // The job went back to an earlier checkpoint.
        fail(source, FailureCode.DECODER_UNAVAILABLE);
        failInAnotherApp(source(0, null, BROKEN));

        CommandRun dry = replay();

        assertThat(dry.exitCode()).as(dry.err()).isEqualTo(ExitCode.OK);
        assertThat(dry.out())
                .containsPattern("DECODER_UNAVAILABLE +" + from() + " +1")
                .containsPattern("ClassCastException +" + from() + " +1")
                .contains("3 of 3 dead letters of " + letters()
                        + " selected; 2 would be sent, 1 were sent before, 0 can't")
                .contains("dry run, nothing was sent: --send sends");
        assertThat(broker.committed(from())).hasSize(2);

        CommandRun some = replay("--send", "--code", "DECODER_UNAVAILABLE");

        assertThat(some.exitCode()).as(some.err()).isEqualTo(ExitCode.OK);
        assertThat(some.out()).contains("2 of 3 dead letters").contains("1 sent, 1 were sent before");
        ConsumerRecord<byte[], byte[]> again = last(1);
        assertThat(again.offset()).isEqualTo(source.offset() + 1);
        assertThat(again.timestamp()).isEqualTo(TIME);
        assertThat(again.key()).isEqualTo("camera-1".getBytes(StandardCharsets.UTF_8));
        assertThat(again.value()).isEqualTo(BROKEN);
        assertThat(headers(again)).containsExactly("ce_id=item", "content-type=text/plain", "token.errors.replay=1");

        assertThat(replay("--send").out()).contains("1 sent, 2 were sent before");
        assertThat(last(0).key()).isNull();
        assertThat(last(0).timestamp()).isEqualTo(TIME);
        assertThat(headers(last(0))).containsExactly("ce_id=item", "token.errors.replay=1");
        assertThat(broker.committed(from())).hasSize(4);

        assertThat(replay("--send", "--again").out()).contains("2 sent, 1 were sent before");
        assertThat(broker.committed(from())).hasSize(6);
    }

    @Test
    void listsWhatIsSelectedAndRefusesWhatCanNotBe() {
        fail(source(0, "a", BROKEN), FailureCode.TEXT_ENCODING);
        fail(source(0, "b", BROKEN), FailureCode.TEXT_ENCODING);
        fail(source(1, "c", BROKEN), FailureCode.EMPTY);
        producer.send(new ProducerRecord<>(letters(), 0, null, BROKEN));
        producer.flush();
        assertThat(replay("--send", "--stream", "b").exitCode()).isZero();

        CommandRun list = run("list", "--source", from(), "--code", "TEXT_ENCODING", "--since", "2026-03-04");

        assertThat(list.out().lines())
                .containsExactly(
                        from() + "/0/0  TEXT_ENCODING  2026-03-04T05:06:07Z  the reason",
                        from() + "/0/1  TEXT_ENCODING  2026-03-04T05:06:07Z  replayed as " + from()
                                + "/0/2  the reason",
                        "CODE           DEAD LETTERS  REPLAYED",
                        "TEXT_ENCODING  2             1",
                        "2 of 3 dead letters of " + letters()
                                + " selected, 1 records beside them name no source record");
        assertThat(run("list", "--json", "--stream", "c").out())
                .contains("\"kind\":\"dead-letter\",\"source\":\"" + from() + "/1/0\"")
                .contains("\"code\":\"EMPTY\"")
                .contains("\"key\":\"c\"")
                .contains("\"selected\":1");
        CommandRun noRange = run("list", "--since", "2026-03-05", "--until", "2026-03-04");
        CommandRun noTopic = CommandRun.of("dead-letters", "list", "--config", config, "--topic", "no.such.topic");

        assertThat(noRange.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(noRange.err()).contains("--since 2026-03-05T00:00:00Z is not before --until 2026-03-04T00:00:00Z");
        assertThat(replay("--most", "0").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(noTopic.err()).contains("there is no topic no.such.topic");
    }

    @Test
    void endsWithARecordThatKeepsFailing() {
        RecordAddress source = source(0, "a", BROKEN);
        fail(source, FailureCode.TEXT_ENCODING);
        assertThat(replay("--send").exitCode()).isEqualTo(ExitCode.OK);
        fail(RecordAddress.of(last(0)), FailureCode.TEXT_ENCODING);
        assertThat(replay("--send").exitCode()).isEqualTo(ExitCode.OK);
        assertThat(headers(last(0))).contains("token.errors.replay=2");
        fail(RecordAddress.of(last(0)), FailureCode.TEXT_ENCODING);

        CommandRun third = replay("--send", "--most", "2");

        assertThat(third.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(third.out())
                .contains("not sent: " + RecordAddress.of(last(0)) + "  TEXT_ENCODING  2026-03-04T05:06:07Z  it was"
                        + " replayed 2 times and failed again each time. Mend the cause, then allow one more with"
                        + " --most 3.")
                .contains("0 sent, 2 were sent before, 1 can't be sent");
        assertThat(ledger()).isEqualTo(new LedgerCounts(3, 0, 3, 0, 0, 0, 0));
    }

    @Test
    void fetchesFromTheSourceWhatTheDeadLetterCouldNotHold() throws Exception {
        byte[] large = new byte[SMALL_LETTERS];
        Arrays.fill(large, (byte) 'l');
        RecordAddress there = source(0, "there", large);
        fail(record(there), FailureCode.TEXT_LIMIT, SMALL_LETTERS);
        RecordAddress gone = source(1, "gone", large);
        fail(record(gone), FailureCode.TEXT_LIMIT, SMALL_LETTERS);
        try (Admin admin = broker.admin()) {
            admin.deleteRecords(Map.of(gone.topicPartition(), RecordsToDelete.beforeOffset(gone.offset() + 1)))
                    .all()
                    .get();
        }

        CommandRun run = replay("--send");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).contains("1 sent, ").contains("retention has removed the source record");
        assertThat(last(0).value()).isEqualTo(large);
        assertThat(headers(last(0))).contains("token.errors.replay=1");
    }

    @Test
    void goesOnWithoutWhatItsTopicDoesNotTake() throws Exception {
        byte[] large = new byte[64 * 1024];
        new Random(5).nextBytes(large);
        fail(source(0, "a", BROKEN), FailureCode.TEXT_ENCODING);
        fail(source(0, "b", large), FailureCode.TEXT_ENCODING);
        fail(source(0, "c", BROKEN), FailureCode.TEXT_ENCODING);
        try (Admin admin = broker.admin()) {
            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, from());
            admin.incrementalAlterConfigs(Map.of(
                            topic,
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("max.message.bytes", "10000"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }

        CommandRun run = replay("--send");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out())
                .contains("does not take a record of 65536 bytes any more")
                .contains("2 sent, 0 were sent before, 1 can't be sent");
        assertThat(broker.committed(from()).stream()
                        .skip(3)
                        .map(read -> new String(read.key(), StandardCharsets.UTF_8)))
                .containsExactly("a", "c");
    }

    @Test
    void leavesNothingHalfDoneWhenARunIsKilled() {
        RecordAddress source = source(0, "a", BROKEN);
        fail(source, FailureCode.TEXT_ENCODING);
        fail(source(0, "b", BROKEN), FailureCode.TEXT_ENCODING);
        assertThat(replay("--send", "--stream", "b").exitCode()).isZero();
        KafkaProducer<byte[], byte[]> killed = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "transactional.id",
                        ReplayWriter.TRANSACTIONAL_ID),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        killed.initTransactions();
        killed.beginTransaction();
        killed.send(new ProducerRecord<>(from(), 0, bytes("a"), BROKEN));
        killed.send(new ProducerRecord<>(
                Replays.TOPIC.name(), bytes(source.toString()), new Replayed("", "", TIME, 1).toJson()));
        killed.flush();

        CommandRun next = replay("--send");

        assertThat(next.out()).contains("1 sent, 1 were sent before");
        assertThat(broker.committed(from()).stream().map(read -> new String(read.key(), StandardCharsets.UTF_8)))
                .containsExactly("a", "b", "b", "a");
        killed.close(Duration.ZERO);
    }

    private LedgerCounts ledger() {
        try (SchemaSource schemas = SchemaSource.connect(written.registry().settings())) {
            RoutesLedger ledger =
                    RoutesLedger.open(new CommittedRecords(broker.connections()), written.routes(), schemas);
            ledger.advance();
            return ledger.report().total();
        }
    }

    private CommandRun replay(String... more) {
        return run("replay", more);
    }

    private CommandRun run(String command, String... more) {
        List<String> line = new ArrayList<>(List.of("dead-letters", command, "--config", config, "--topic", letters()));
        line.addAll(List.of(more));
        return CommandRun.of(line.toArray(String[]::new));
    }

    private String from() {
        return written.route().from();
    }

    private String letters() {
        return written.route().deadLetters();
    }

    private RecordAddress source(int partition, String key, byte[] value) {
        return send(new ProducerRecord<>(
                from(),
                partition,
                TIME,
                key == null ? null : bytes(key),
                value,
                List.of(
                        new RecordHeader("ce_id", bytes("item")),
                        new RecordHeader("content-type", bytes("text/plain")))));
    }

    /** Its dead letter, as the job makes it. */
    private void fail(RecordAddress source, FailureCode code) {
        fail(record(source), code, Integer.MAX_VALUE);
    }

    private void fail(ConsumerRecord<byte[], byte[]> read, FailureCode code, int maxBytes) {
        List<HeaderField> headers = new ArrayList<>();
        read.headers().forEach(header -> headers.add(new HeaderField(header.key(), header.value())));
        DeadLetter letter = new DeadLetter(
                new DeadLetter.Address(
                        letters(), maxBytes, "tokenize-" + written.route().name(), "contract", false),
                "tokenize");
        SinkRecord made = letter.of(
                new SourceRecord(
                        read.topic(),
                        read.partition(),
                        read.offset(),
                        read.timestamp(),
                        read.key(),
                        read.value(),
                        headers),
                new TokenizationException(code, "the reason"),
                1);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(letters(), read.partition(), made.timestamp(), made.key(), made.value());
        made.headers().forEach(header -> record.headers().add(header.name(), header.value()));
        send(record);
    }

    /** Its dead letter, as Kafka Streams makes it of itself. */
    private void failInAnotherApp(RecordAddress source) {
        send(new ProducerRecord<>(
                letters(),
                0,
                TIME,
                null,
                BROKEN,
                List.of(
                        new RecordHeader("ce_id", bytes("item")),
                        new RecordHeader(StreamsErrorHeaders.EXCEPTION, bytes("java.lang.ClassCastException")),
                        new RecordHeader(StreamsErrorHeaders.MESSAGE, bytes("no text")),
                        new RecordHeader(StreamsErrorHeaders.STACKTRACE, bytes("at")),
                        new RecordHeader(StreamsErrorHeaders.TOPIC, bytes(source.topic())),
                        new RecordHeader(StreamsErrorHeaders.PARTITION, bytes(Integer.toString(source.partition()))),
                        new RecordHeader(StreamsErrorHeaders.OFFSET, bytes(Long.toString(source.offset()))))));
    }

    private ConsumerRecord<byte[], byte[]> record(RecordAddress source) {
        return new CommittedRecords(broker.connections()).at(source).orElseThrow();
    }

    private RecordAddress send(ProducerRecord<byte[], byte[]> record) {
        try {
            RecordMetadata sent = producer.send(record).get();
            return new RecordAddress(sent.topic(), sent.partition(), sent.offset());
        } catch (Exception e) {
            throw new IllegalStateException("the test's record was not written", e);
        }
    }

    private ConsumerRecord<byte[], byte[]> last(int partition) {
        return broker.committed(from()).stream()
                .filter(read -> read.partition() == partition)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private static List<String> headers(ConsumerRecord<byte[], byte[]> read) {
        return StreamSupport.stream(read.headers().spliterator(), false)
                .map(header -> header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
