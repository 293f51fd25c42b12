package io.tokenloom.cli.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.cli.broker.TestBroker;
import io.tokenloom.connection.Connections;
import io.tokenloom.deadletter.DeadLetterHeaders;
import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.jobs.routes.Delivery;
import io.tokenloom.jobs.routes.RecordFormat;
import io.tokenloom.jobs.routes.Route;
import io.tokenloom.jobs.routes.Routes;
import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.record.ContentDigest;
import io.tokenloom.record.SourceRef;
import io.tokenloom.record.TextAttributes;
import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.record.TokenizerVersion;
import io.tokenloom.record.VocabularyDelta;
import io.tokenloom.text.TextPartitioner;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.topics.TopicProvisioner;
import io.tokenloom.topics.TopicSpec;
import io.tokenloom.vocabulary.VocabularyKey;
import io.tokenloom.wire.AvroRecordWriter;
import io.tokenloom.wire.LocalRegistry;
import io.tokenloom.wire.SchemaSource;
import io.tokenloom.wire.Subjects;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * One route's topics on the test broker, written as the Tokenize job would write them, one transaction at a time. Its
 * topics start with a name of its own.
 */
public final class WrittenRoute implements AutoCloseable {
    private static final byte[] KEY = "key".getBytes(StandardCharsets.UTF_8);

    private final TestBroker broker;
    private final LocalRegistry registry = LocalRegistry.start();
    private final Route route;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AvroRecordWriter<TokenizerVersion> versions;
    private Optional<AvroRecordWriter<TokenSequence>> ids = Optional.empty();
    private Optional<AvroRecordWriter<TokenEmbeddings>> vectors = Optional.empty();
    private boolean inTransaction;

    private WrittenRoute(TestBroker broker, String name) throws InterruptedException {
        this.broker = broker;
        this.route = new Route(
                name,
                name + ".raw",
                RecordFormat.LINES,
                "builtin:o200k_base",
                name + ".tokens",
                name + ".dlq",
                Set.of());
        try (Admin admin = broker.admin()) {
            new TopicProvisioner(admin)
                    .createMissing(List.of(
                            topic(route.from()),
                            topic(route.to()),
                            topic(route.deadLetters()),
                            TopicCatalogue.TOKENIZERS,
                            TopicCatalogue.VOCABULARIES));
        }
        try (SchemaSource schemas = SchemaSource.connect(registry.settings())) {
            Subjects subjects = new Subjects(schemas);
            this.versions = AvroRecordWriter.of(
                    TokenizerVersion.class,
                    subjects.register(TopicCatalogue.TOKENIZERS.name(), TokenizerVersion.class));
        }
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", name, "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
    }

    /** Topics of a new route, with two partitions each. */
    public static WrittenRoute of(TestBroker broker, String name) throws InterruptedException {
        return new WrittenRoute(broker, name);
    }

    /** The route. */
    public Route route() {
        return route;
    }

    /** The route alone in a file. */
    public Routes routes() {
        return new Routes(Routes.DEFAULT_JOB, List.of(route), Delivery.DEFAULT);
    }

    /** Broker and registry. */
    public Connections connections() {
        return new Connections(Map.of("bootstrap.servers", broker.bootstrapServers()), registry.settings());
    }

    /** The registry. */
    public LocalRegistry registry() {
        return registry;
    }

    /** Writes connections file and routes file into a folder; returns the first. */
    public Path files(Path folder) throws java.io.IOException {
        Path file = folder.resolve("tokenloom.yaml");
        Files.writeString(
                file,
                "kafka: {bootstrap.servers: \"" + broker.bootstrapServers() + "\"}\nschemaRegistry: {"
                        + SchemaSource.URL_SETTING + ": \""
                        + registry.settings().get(SchemaSource.URL_SETTING)
                        + "\"}\n");
        Files.writeString(
                folder.resolve("routes.yaml"),
                "routes:\n  - {name: " + route.name() + ", from: {topic: " + route.from()
                        + ", format: lines}, tokenizer: \"" + route.tokenizer() + "\", to: " + route.to()
                        + ", deadLetters: " + route.deadLetters() + "}\n");
        return file;
    }

    /** A source record of partition 0 whose item id is a header; no value for a tombstone. */
    public RecordAddress source(String itemId, byte[] value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(route.from(), 0, KEY, value);
        record.headers().add("ce_id", itemId.getBytes(StandardCharsets.UTF_8));
        return send(record);
    }

    /** Tokens of a text in parts of so many bytes at most; returns the address of the first part. */
    public RecordAddress tokens(RecordAddress source, String itemId, byte[] text, int limitBytes, TextBundle by) {
        int[] ends = TextPartitioner.cuts(text, limitBytes, by.tokenizer().cutRule());
        RecordAddress first = null;
        for (int part = 0; part < ends.length; part++) {
            byte[] content = Arrays.copyOfRange(text, part == 0 ? 0 : ends[part - 1], ends[part]);
            RecordAddress address =
                    send(record(route.to(), ids().write(sequence(source, part, ends.length, itemId, content, by))));
            first = first == null ? address : first;
        }
        return first;
    }

    /** One token record of part {@code part} of {@code parts}. */
    public RecordAddress part(RecordAddress source, int part, int parts, String itemId, byte[] content, TextBundle by) {
        return send(record(route.to(), ids().write(sequence(source, part, parts, itemId, content, by))));
    }

    /** A token record as given. */
    public RecordAddress tokenRecord(TokenSequence sequence) {
        return send(record(route.to(), ids().write(sequence)));
    }

    /** Token records as given, under the key of their source record; returns the address of the first. */
    public RecordAddress tokenRecords(String key, List<TokenSequence> sequences) {
        RecordAddress first = null;
        for (TokenSequence sequence : sequences) {
            RecordAddress address = send(
                    new ProducerRecord<>(route.to(), 0, key.getBytes(StandardCharsets.UTF_8), ids().write(sequence)));
            first = first == null ? address : first;
        }
        return first;
    }

    /** Records of vectors as given, under the key of their source record; returns the address of the first. */
    public RecordAddress vectorRecords(String key, List<TokenEmbeddings> embeddings) {
        vectors = vectors.or(() -> Optional.of(writer(TokenEmbeddings.class)));
        RecordAddress first = null;
        for (TokenEmbeddings each : embeddings) {
            byte[] value = vectors.get().write(each);
            RecordAddress address =
                    send(new ProducerRecord<>(route.to(), 0, key.getBytes(StandardCharsets.UTF_8), value));
            first = first == null ? address : first;
        }
        return first;
    }

    /** Any bytes on the token topic. */
    public RecordAddress onTokenTopic(byte[] value) {
        return send(record(route.to(), value));
    }

    /** A tombstone that was passed on. */
    public RecordAddress skip(RecordAddress source) {
        ProducerRecord<byte[], byte[]> record = record(route.to(), null);
        record.headers().add("token.source", source.toString().getBytes(StandardCharsets.UTF_8));
        return send(record);
    }

    /** A dead letter of this route. */
    public RecordAddress deadLetter(RecordAddress source, String itemId, byte[] value, FailureCode code) {
        return deadLetter(source, itemId, value, code, "tokenize-" + route.name());
    }

    /** A dead letter of this route under the key of its source record, which is its item id too. */
    public RecordAddress deadLetterOf(String key, RecordAddress source, byte[] value, FailureCode code) {
        ProducerRecord<byte[], byte[]> letter = letter(source, key, value, code, "tokenize-" + route.name());
        return send(new ProducerRecord<>(
                letter.topic(), 0, key.getBytes(StandardCharsets.UTF_8), letter.value(), letter.headers()));
    }

    /** A dead letter of any operator. */
    public RecordAddress deadLetter(
            RecordAddress source, String itemId, byte[] value, FailureCode code, String operatorUid) {
        return send(letter(source, itemId, value, code, operatorUid));
    }

    /** A dead letter without the bytes, which its topic would not have accepted. */
    public RecordAddress deadLetterWithoutPayload(RecordAddress source, String itemId, FailureCode code) {
        ProducerRecord<byte[], byte[]> record = letter(source, itemId, new byte[0], code, "tokenize-" + route.name());
        record.headers().add(DeadLetterHeaders.PAYLOAD_OMITTED, "true".getBytes(StandardCharsets.UTF_8));
        return send(record);
    }

    /** Says on tokens.tokenizers.v1 what a fingerprint stands for. */
    public void tokenizerVersion(String name, String version, byte[] shortFingerprint) {
        TokenizerVersion value = TokenizerVersion.newBuilder()
                .setName(name)
                .setVersion(version)
                .setFingerprint(new TokenizerFingerprint(shortFingerprint))
                .setSha256(ByteBuffer.wrap(new byte[32]))
                .setModality("text")
                .setVocabularySize(1000)
                .setManifest("")
                .build();
        tokenizerVersion(value);
    }

    /** Says on tokens.tokenizers.v1 what a tokenizer is. */
    public void tokenizerVersion(TokenizerVersion version) {
        byte[] key = HexFormat.of().formatHex(version.getFingerprint().bytes()).getBytes(StandardCharsets.UTF_8);
        send(new ProducerRecord<>(TopicCatalogue.TOKENIZERS.name(), 0, key, versions.write(version)));
    }

    /** A vocabulary delta on its topic. */
    public void vocabularyDelta(VocabularyDelta delta) {
        byte[] version = new byte[delta.getVersion().remaining()];
        delta.getVersion().duplicate().get(version);
        try (SchemaSource schemas = SchemaSource.connect(registry.settings())) {
            int schema = new Subjects(schemas).register(TopicCatalogue.VOCABULARIES.name(), VocabularyDelta.class);
            send(new ProducerRecord<>(
                    TopicCatalogue.VOCABULARIES.name(),
                    0,
                    VocabularyKey.of(delta.getTokenizer(), version).bytes(),
                    AvroRecordWriter.of(VocabularyDelta.class, schema).write(delta)));
        }
    }

    /** Commits what was written since the last time. */
    public void commit() {
        if (inTransaction) {
            producer.commitTransaction();
            inTransaction = false;
            awaitMarkers();
        }
    }

    /** Aborts what was written since the last time. */
    public void abort() {
        producer.flush();
        producer.abortTransaction();
        inTransaction = false;
        awaitMarkers();
    }

    /** What the job makes of one part of a text. */
    public static TokenSequence sequence(
            RecordAddress source, int part, int parts, String itemId, byte[] content, TextBundle by) {
        int[] ids = by.tokenizer().encode(content, 0, content.length);
        return TokenSequence.newBuilder()
                .setSource(new SourceRef(source.topic(), source.partition(), source.offset(), part, parts))
                .setItemId(itemId)
                .setEventTime(Instant.EPOCH)
                .setContentDigest(new ContentDigest(Arrays.copyOf(sha256(content), 16)))
                .setTokenizer(new TokenizerFingerprint(by.fingerprint().shortBytes()))
                .setPlanes(List.of(new TokenPlane("", IntStream.of(ids).boxed().toList(), 0)))
                .setOrder(TokenOrder.TEXT)
                .setText(TextAttributes.newBuilder().build())
                .build();
    }

    @Override
    public void close() {
        commit();
        producer.close(Duration.ofSeconds(5));
        registry.close();
    }

    private ProducerRecord<byte[], byte[]> letter(
            RecordAddress source, String itemId, byte[] value, FailureCode code, String operatorUid) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_id", itemId);
        headers.put(DeadLetterHeaders.TOPIC, source.topic());
        headers.put(DeadLetterHeaders.PARTITION, Integer.toString(source.partition()));
        headers.put(DeadLetterHeaders.OFFSET, Long.toString(source.offset()));
        headers.put(DeadLetterHeaders.OPERATOR_UID, operatorUid);
        headers.put(DeadLetterHeaders.PAYLOAD_BYTES, Integer.toString(value.length));
        headers.putAll(DeadLetterHeaders.of(new TokenizationException(code, "the reason of " + itemId)));
        ProducerRecord<byte[], byte[]> record = record(route.deadLetters(), value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    private AvroRecordWriter<TokenSequence> ids() {
        ids = ids.or(() -> Optional.of(writer(TokenSequence.class)));
        return ids.get();
    }

    /** A topic holds records of one type, so its schema is registered with the first of them. */
    private <T extends SpecificRecord> AvroRecordWriter<T> writer(Class<T> type) {
        try (SchemaSource schemas = SchemaSource.connect(registry.settings())) {
            return AvroRecordWriter.of(type, new Subjects(schemas).register(route.to(), type));
        }
    }

    /** The producer is told of the end of its transaction before consumers see it. */
    private void awaitMarkers() {
        try (Admin admin = broker.admin()) {
            await().untilAsserted(() -> assertThat(ends(admin, IsolationLevel.READ_COMMITTED))
                    .isEqualTo(ends(admin, IsolationLevel.READ_UNCOMMITTED)));
        }
    }

    private Map<TopicPartition, Long> ends(Admin admin, IsolationLevel level) throws Exception {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (String topic : List.of(route.from(), route.to(), route.deadLetters())) {
            latest.put(new TopicPartition(topic, 0), OffsetSpec.latest());
        }
        latest.put(new TopicPartition(TopicCatalogue.TOKENIZERS.name(), 0), OffsetSpec.latest());
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(latest, new ListOffsetsOptions(level))
                .all()
                .get()
                .forEach((partition, found) -> ends.put(partition, found.offset()));
        return ends;
    }

    private RecordAddress send(ProducerRecord<byte[], byte[]> record) {
        if (!inTransaction) {
            producer.beginTransaction();
            inTransaction = true;
        }
        try {
            RecordMetadata written = producer.send(record).get();
            return new RecordAddress(written.topic(), written.partition(), written.offset());
        } catch (Exception e) {
            throw new IllegalStateException("the test's record was not written", e);
        }
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, byte[] value) {
        return new ProducerRecord<>(topic, 0, KEY, value);
    }

    private static TopicSpec topic(String name) {
        return new TopicSpec(name, "key", 2, new TopicSpec.Cleanup.Retention(Duration.ofDays(1)), 32 * 1024 * 1024);
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
