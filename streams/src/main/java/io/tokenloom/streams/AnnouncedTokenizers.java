package io.tokenloom.streams;

import io.tokenloom.connection.Connections;
import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.record.TokenizerVersion;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.wire.AvroRecordReader;
import io.tokenloom.wire.SchemaSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The tokenizers on {@code tokens.tokenizers.v1}, in the order in which they were announced. Immutable. */
public final class AnnouncedTokenizers {
    private static final Duration POLL = Duration.ofMillis(200);

    private final List<TokenizerVersion> versions;

    /** These, the latest last. */
    public AnnouncedTokenizers(Collection<TokenizerVersion> versions) {
        this.versions = List.copyOf(versions);
    }

    /**
     * Reads the topic to its end. A record that can't be read is left out.
     *
     * @throws TokenizationException SCHEMA_UNAVAILABLE
     * @throws org.apache.kafka.common.KafkaException if Kafka does not answer
     */
    public static AnnouncedTokenizers read(Connections connections, SchemaSource schemas) {
        Map<String, Object> settings = connections.kafkaClient(
                Map.of(),
                Map.of(
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                        ByteArrayDeserializer.class,
                        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                        ByteArrayDeserializer.class));
        AvroRecordReader<TokenizerVersion> reader = AvroRecordReader.of(TokenizerVersion.class, schemas);
        List<TokenizerVersion> found = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings)) {
            List<TopicPartition> partitions = consumer.partitionsFor(TopicCatalogue.TOKENIZERS.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(record -> version(reader, record).ifPresent(found::add));
            }
        }
        return new AnnouncedTokenizers(found);
    }

    private static Optional<TokenizerVersion> version(
            AvroRecordReader<TokenizerVersion> reader, ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.read(record.value()));
        } catch (TokenizationException e) {
            if (e.code() == FailureCode.SCHEMA_UNAVAILABLE) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /**
     * The tokenizer that a text means: 16 hex digits of a fingerprint, {@code name@version}, or a name, which is its latest
     * announcement.
     */
    public Optional<TokenizerVersion> find(String text) {
        TokenizerVersion latest = null;
        for (TokenizerVersion version : versions) {
            if (text.equals(HexFormat.of().formatHex(version.getFingerprint().bytes()))
                    || text.equals(version.getName())
                    || text.equals(version.getName() + "@" + version.getVersion())) {
                latest = version;
            }
        }
        return Optional.ofNullable(latest);
    }

    /** Their names with versions, sorted, for messages. */
    public List<String> names() {
        return versions.stream()
                .map(version -> version.getName() + "@" + version.getVersion())
                .distinct()
                .sorted()
                .toList();
    }
}
