package io.tokenloom.jobs.tokenize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.claim.ClaimCheck;
import io.tokenloom.claim.ClaimStore;
import io.tokenloom.connection.Connections;
import io.tokenloom.deadletter.DeadLetterHeaders;
import io.tokenloom.jobs.kafka.EmbeddedKafka;
import io.tokenloom.jobs.tokenize.TokenizeArguments.Provisioning;
import io.tokenloom.record.ItemHeader;
import io.tokenloom.record.TextItem;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerVersion;
import io.tokenloom.record.Trust;
import io.tokenloom.wire.AvroRecordReader;
import io.tokenloom.wire.LocalRegistry;
import io.tokenloom.wire.SchemaSource;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** One job with a route of each format, over a real broker and registry: what comes out for what goes in. */
class TokenizeJobIT {
    private static final String ROUTES = """
            routes:
              - name: text
                from: {topic: texts, format: avro}
                tokenizer: builtin:o200k_base
                to: tokens.texts
              - name: plain
                from: {topic: plain, format: bytes}
                tokenizer: builtin:cl100k_base
                to: tokens.plain
                options: {spans: [bytes, utf16]}
              - name: logs
                from: {topic: logs, format: lines}
                tokenizer: builtin:o200k_base
                to: tokens.logs
                deadLetters: logs.dlq
            delivery: {checkpointInterval: 200ms}
            """;

    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    static Path folder;

    private static EmbeddedKafka kafka;
    private static LocalRegistry registry;
    private static Connections connections;
    private static ClaimStore claims;
    private static TestTopics topics;
    private static JobRun job;

    @BeforeAll
    static void startJob() throws Exception {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        registry = LocalRegistry.start();
        Path directory = Files.createDirectory(folder.resolve("claims"));
        claims = ClaimStore.open(
                Map.of(ClaimStore.STORE_SETTING, directory.toUri().toString()));
        connections = new Connections(
                JobRun.connections(kafka, registry).kafka(),
                registry.settings(),
                Map.of(ClaimStore.STORE_SETTING, directory.toUri().toString()));
        topics = new TestTopics(kafka, registry);
        job = JobRun.start(
                JobRun.plan(folder, ROUTES, connections, Provisioning.CREATE_MISSING), folder, Optional.empty(), 2);
    }

    @AfterAll
    static void stopJob() throws Exception {
        job.cancel();
        topics.close();
        registry.close();
        kafka.close();
    }

    @Test
    void tokenizesLinesWithTheirEndings() throws Exception {
        topics.send(line("a", "first line\r\n", "log@0"));
        topics.send(line("a", "<|endoftext|> no newline", null));
        topics.send(line("b", "", null));

        List<ConsumerRecord<byte[], byte[]>> read = topics.await("tokens.logs", 2, keyed("a"));

        assertThat(read).hasSize(2);
        TokenSequence first = topics.tokens(read.get(0));
        TokenSequence second = topics.tokens(read.get(1));
        assertThat(read.get(0).headers()).isEmpty();
        assertThat(first.getItemId()).isEqualTo("log@0");
        assertThat(first.getEventTime()).isEqualTo(Instant.parse("2026-01-02T03:04:05.000006Z"));
        assertThat(first.getOrder()).isEqualTo(TokenOrder.TEXT);
        assertThat(first.getText().getTrust()).isEqualTo(Trust.UNTRUSTED);
        assertThat(first.getText().getByteEnds()).isEmpty();
        assertThat(first.getContentDigest().bytes()).isEqualTo(digest("first line\r\n"));
        assertThat(second.getItemId())
                .isEqualTo(
                        second.getSource().getTopic() + "/" + second.getSource().getPartition() + "/"
                                + second.getSource().getOffset());
        try (TextBundle bundle = TextBundle.open("builtin:o200k_base")) {
            assertThat(ids(first)).isEqualTo(bundle.tokenizer().encode("first line\r\n"));
            assertThat(bundle.tokenizer().decode(ids(second))).isEqualTo("<|endoftext|> no newline".getBytes(UTF_8));
            assertThat(first.getTokenizer().bytes())
                    .isEqualTo(bundle.fingerprint().shortBytes());
        }
        assertThat(headers(topics.await("logs.dlq", 1, keyed("b")).get(0)))
                .contains(entry(DeadLetterHeaders.CODE, "EMPTY"), entry(DeadLetterHeaders.JOB, "tokenize"));
    }

    @Test
    void tokenizesPlainBytesByTheirContentTypeWithSpans() throws Exception {
        String text = "Grüße 😀!";
        topics.send(plain(text.getBytes(UTF_8), "application/vnd.x+json; charset=UTF-8"));

        TokenSequence made = topics.tokens(topics.await("tokens.plain", 1).get(0));

        int[] byteEnds = ints(made.getText().getByteEnds());
        int[] utf16Ends = ints(made.getText().getUtf16Ends());
        assertThat(byteEnds).hasSameSizeAs(ids(made)).isSorted();
        assertThat(utf16Ends).hasSameSizeAs(byteEnds).isSorted();
        assertThat(byteEnds[byteEnds.length - 1]).isEqualTo(text.getBytes(UTF_8).length);
        assertThat(utf16Ends[utf16Ends.length - 1]).isEqualTo(text.length());
    }

    @Test
    void cutsALongTextIntoPartsThatMakeTheWhole() throws Exception {
        String text = "seven words make one line of text\n".repeat(300_000);
        topics.send(claimed(
                new ProducerRecord<>(
                        "texts", "long".getBytes(UTF_8), topics.framed("texts", item("long", new byte[0]))),
                claims.put(text.getBytes(UTF_8))));

        List<TokenSequence> parts = topics.await("tokens.texts", 3, keyed("long")).stream()
                .map(topics::tokens)
                .toList();

        assertThat(parts).hasSize(3);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream();
        try (TextBundle bundle = TextBundle.open("builtin:o200k_base")) {
            for (int i = 0; i < parts.size(); i++) {
                assertThat(parts.get(i).getSource().getPart()).isEqualTo(i);
                assertThat(parts.get(i).getSource().getParts()).isEqualTo(3);
                decoded.writeBytes(bundle.tokenizer().decode(ids(parts.get(i))));
            }
            assertThat(decoded.toByteArray()).isEqualTo(text.getBytes(UTF_8));
            int[] whole = bundle.tokenizer().encode(text);
            int[] joined = parts.stream()
                    .flatMapToInt(part -> Arrays.stream(ids(part)))
                    .toArray();
            assertThat(Arrays.equals(joined, whole)).as("ids of the parts").isTrue();
        }
    }

    @Test
    void makesADeadLetterOfEachFaultWithItsBytesAndReason() throws Exception {
        byte[] good = topics.framed("texts", item("good", "good".getBytes(UTF_8)));
        byte[] trailing = Arrays.copyOf(good, good.length + 3);
        byte[] truncated = Arrays.copyOf(good, good.length - 2);
        byte[] unknown = good.clone();
        Arrays.fill(unknown, 1, 5, (byte) 0x7f);
        byte[] otherType = topics.framed("texts", imageLike());
        Map<String, byte[]> faults = new HashMap<>();
        faults.put("BAD_MAGIC", "no frame".getBytes(UTF_8));
        faults.put("TRUNCATED_RECORD", truncated);
        faults.put("TRAILING_BYTES", trailing);
        faults.put("UNKNOWN_SCHEMA", unknown);
        faults.put("CONTENT_TYPE", otherType);
        faults.put("TEXT_ENCODING", topics.framed("texts", item("bad", new byte[] {'a', (byte) 0xff, 'b'})));
        faults.put(
                "TEXT_LIMIT",
                topics.framed("texts", item("word", "x".repeat(5 << 20).getBytes(UTF_8))));
        faults.put("EMPTY", topics.framed("texts", item("empty", new byte[0])));
        for (Map.Entry<String, byte[]> fault : faults.entrySet()) {
            topics.send(new ProducerRecord<>(
                    "texts",
                    0,
                    fault.getKey().getBytes(UTF_8),
                    fault.getValue(),
                    List.of(new RecordHeader("mine", "kept".getBytes(UTF_8)))));
        }

        List<ConsumerRecord<byte[], byte[]>> letters = topics.await("tokens.dlq.v1", faults.size());

        assertThat(letters).hasSize(faults.size()).allSatisfy(letter -> {
            String code = new String(letter.key(), UTF_8);
            assertThat(letter.value()).as(code).isEqualTo(faults.get(code));
            assertThat(headers(letter))
                    .contains(
                            entry("mine", "kept"),
                            entry(DeadLetterHeaders.CODE, code),
                            entry(DeadLetterHeaders.TOPIC, "texts"),
                            entry(DeadLetterHeaders.PARTITION, "0"),
                            entry(DeadLetterHeaders.OPERATOR_UID, "tokenize-text"),
                            entry(DeadLetterHeaders.CATEGORY, "INPUT"),
                            entry(DeadLetterHeaders.ATTEMPT, "1"),
                            entry(DeadLetterHeaders.PAYLOAD_BYTES, Integer.toString(faults.get(code).length)),
                            entry(DeadLetterHeaders.PAYLOAD_SHA256, sha256(faults.get(code))))
                    .containsKeys(
                            DeadLetterHeaders.OFFSET,
                            DeadLetterHeaders.MESSAGE,
                            DeadLetterHeaders.CONTRACT,
                            DeadLetterHeaders.STAGE,
                            DeadLetterHeaders.EXCEPTION_CLASS);
        });
    }

    @Test
    void makesADeadLetterOfEachClaimThatCanNotBeHonoured() throws Exception {
        ClaimCheck good = claims.put("good".getBytes(UTF_8));
        ClaimCheck hash = new ClaimCheck(good.uri(), "0".repeat(64), good.bytes());
        ClaimCheck size = new ClaimCheck(good.uri(), good.sha256(), good.bytes() + 1);
        ClaimCheck large = new ClaimCheck(good.uri(), good.sha256(), 10L << 30);
        ClaimCheck elsewhere = new ClaimCheck(URI.create("http://169.254.169.254/x"), good.sha256(), good.bytes());
        ClaimCheck missing = new ClaimCheck(URI.create("no/such"), good.sha256(), good.bytes());
        topics.send(claimed(claiming("CLAIM_HASH"), hash));
        topics.send(claimed(claiming("CLAIM_SIZE"), size));
        topics.send(claimed(claiming("CLAIM_SIZE"), large));
        topics.send(claimed(claiming("CLAIM_FORBIDDEN"), elsewhere));
        topics.send(claimed(line("CLAIM_HEADER", "besides", null), good));
        ProducerRecord<byte[], byte[]> halved = claiming("CLAIM_HEADER");
        halved.headers().add("claim-check-uri", "x".getBytes(UTF_8));
        topics.send(halved);
        // So old that nobody waits for its content.
        topics.send(claimed(
                new ProducerRecord<>("logs", 0, 1_000L, "CLAIM_MISSING".getBytes(UTF_8), new byte[0]), missing));
        topics.send(claimed(claiming("honoured"), good));

        List<ConsumerRecord<byte[], byte[]>> letters =
                topics.await("logs.dlq", 7, read -> new String(read.key(), UTF_8).startsWith("CLAIM"));

        assertThat(letters).allSatisfy(letter -> assertThat(headers(letter))
                .contains(
                        entry(DeadLetterHeaders.CODE, new String(letter.key(), UTF_8)),
                        entry(DeadLetterHeaders.STAGE, "claim"))
                .containsKey("claim-check-uri"));
        TokenSequence made =
                topics.tokens(topics.await("tokens.logs", 1, keyed("honoured")).get(0));
        assertThat(made.getContentDigest().bytes()).isEqualTo(digest("good"));
    }

    @Test
    void waitsForAContentThatComesAfterItsRecord() throws Exception {
        ClaimStore elsewhere = ClaimStore.open(Map.of(
                ClaimStore.STORE_SETTING,
                Files.createDirectory(folder.resolve("elsewhere")).toUri().toString()));
        ClaimCheck late = elsewhere.put("late".getBytes(UTF_8));
        topics.send(claimed(new ProducerRecord<>("logs", 1, "late".getBytes(UTF_8), new byte[0]), late));
        Awaitility.await("a task that waits for the content").until(TokenizeJobIT::somebodyWaits);
        claims.put("late".getBytes(UTF_8));

        assertThat(topics.tokens(topics.await("tokens.logs", 1, keyed("late")).get(0))
                        .getContentDigest()
                        .bytes())
                .isEqualTo(digest("late"));
    }

    /** The workers' threads are this process's own. */
    private static boolean somebodyWaits() {
        return Thread.getAllStackTraces().values().stream().anyMatch(stack -> {
            List<String> calls = Arrays.stream(stack)
                    .map(call -> call.getClassName() + "." + call.getMethodName())
                    .toList();
            return calls.contains("java.lang.Thread.sleep")
                    && calls.contains(TokenizeFunction.class.getName() + ".processElement");
        });
    }

    private static ProducerRecord<byte[], byte[]> claiming(String key) {
        return new ProducerRecord<>("logs", 0, key.getBytes(UTF_8), new byte[0]);
    }

    private static ProducerRecord<byte[], byte[]> claimed(ProducerRecord<byte[], byte[]> item, ClaimCheck check) {
        check.headers().forEach((name, value) -> item.headers().add(name, value.getBytes(UTF_8)));
        return item;
    }

    @Test
    void passesTombstonesOn() throws Exception {
        topics.send(new ProducerRecord<>("texts", 1, "gone".getBytes(UTF_8), null));

        ConsumerRecord<byte[], byte[]> tombstone =
                topics.await("tokens.texts", 1, keyed("gone")).get(0);

        assertThat(tombstone.value()).isNull();
        assertThat(headers(tombstone).get("token.source")).startsWith("texts/1/");
    }

    @Test
    void describesEachTokenizerOnce() {
        try (SchemaSource schemas = SchemaSource.connect(connections.schemaRegistry())) {
            Map<String, TokenizerVersion> versions = new HashMap<>();
            topics.await("tokens.tokenizers.v1", 2)
                    .forEach(read -> versions.put(
                            new String(read.key(), UTF_8),
                            AvroRecordReader.of(TokenizerVersion.class, schemas).read(read.value())));

            assertThat(versions.values()).extracting(TokenizerVersion::getName).contains("o200k_base", "cl100k_base");
            assertThat(versions).allSatisfy((key, version) -> assertThat(key)
                    .isEqualTo(HexFormat.of().formatHex(version.getFingerprint().bytes()))
                    .hasSize(16));
            assertThat(versions.values())
                    .allSatisfy(version -> assertThat(version.getManifest()).contains("name: " + version.getName()));
        }
    }

    private static ProducerRecord<byte[], byte[]> line(String key, String line, String id) {
        ProducerRecord<byte[], byte[]> item =
                new ProducerRecord<>("logs", 0, key.getBytes(UTF_8), line.getBytes(UTF_8));
        if (id != null) {
            item.headers().add("ce_id", id.getBytes(UTF_8));
            item.headers().add("ce_time", "2026-01-02T03:04:05.000006Z".getBytes(UTF_8));
        }
        return item;
    }

    private static Predicate<ConsumerRecord<byte[], byte[]>> keyed(String key) {
        return read -> Arrays.equals(read.key(), key.getBytes(UTF_8));
    }

    private static ProducerRecord<byte[], byte[]> plain(byte[] value, String contentType) {
        ProducerRecord<byte[], byte[]> item = new ProducerRecord<>("plain", value);
        item.headers().add("content-type", contentType.getBytes(UTF_8));
        return item;
    }

    private static TextItem item(String id, byte[] content) {
        ItemHeader header = ItemHeader.newBuilder()
                .setSourceId("test")
                .setItemId(id)
                .setContentType("text/plain")
                .build();
        return new TextItem(header, ByteBuffer.wrap(content));
    }

    private static TextItem imageLike() {
        TextItem item = item("picture", new byte[] {1});
        item.getHeader().setContentType("image/png");
        return item;
    }

    private static int[] ids(TokenSequence made) {
        assertThat(made.getPlanes()).hasSize(1);
        return ints(made.getPlanes().get(0).getIds());
    }

    private static int[] ints(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> read) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : read.headers()) {
            headers.put(header.key(), new String(header.value(), UTF_8));
        }
        return headers;
    }

    private static byte[] digest(String text) throws Exception {
        return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)), 16);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
