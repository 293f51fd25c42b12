package io.tokenloom.cli.bench.sequences;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.apps.EndMarks;
import io.tokenloom.cli.bench.kill.CommandProgram;
import io.tokenloom.cli.connection.Brokers;
import io.tokenloom.cli.platform.Platform;
import io.tokenloom.configuration.ConnectionsFile;
import io.tokenloom.connection.Connections;
import io.tokenloom.reader.records.CommittedRecords;
import io.tokenloom.reader.records.OffsetRange;
import io.tokenloom.record.SourceRef;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.token.ShallowCopy;
import io.tokenloom.token.TokenRecord;
import io.tokenloom.token.TokenValueReader;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.wire.AvroRecordWriter;
import io.tokenloom.wire.SchemaSource;
import io.tokenloom.wire.Subjects;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Mixed documents that a running platform tokenized, their token records copied to topics of their own. Immutable. */
final class TokenizedDocuments {
    /** Where the records of texts are. */
    static final String TEXTS = "rounds.text.v1";

    /** Where the records of pictures are. */
    static final String PICTURES = "rounds.visual.v1";

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Platform platform;
    private final Connections connections;
    private final CommittedRecords committed;
    private final SchemaSource schemas;

    /** Works on a running platform. */
    TokenizedDocuments(Platform platform, SchemaSource schemas) {
        this.platform = platform;
        this.connections = ConnectionsFile.read(platform.connectionsFile());
        this.committed = new CommittedRecords(connections);
        this.schemas = schemas;
    }

    /**
     * Sends the files, waits for their tokens, and copies these, with marks that nothing more comes.
     *
     * @param folder for files of its own
     * @param times how often they are copied: each time as other documents, later ones
     */
    void write(CommandProgram program, Path folder, DocumentFolders documents, int times)
            throws IOException, InterruptedException {
        Map<String, Map<TopicPartition, OffsetRange>> before = new HashMap<>();
        for (String topic : List.of(TopicCatalogue.TEXT_TOKENS.name(), TopicCatalogue.VISUAL_TOKENS.name())) {
            before.put(topic, committed.ranges(topic));
        }
        Path entries = folder.resolve("entries");
        documents.write(entries, folder.resolve("samples"));
        command(program, folder, "ingest", entries.toString());
        command(program, folder, "ledger", "--wait", "2min");
        try (Brokers brokers = Brokers.connect(connections)) {
            brokers.ensure(List.of(
                    TopicCatalogue.named(TEXTS, TopicCatalogue.TEXT_TOKENS),
                    TopicCatalogue.named(PICTURES, TopicCatalogue.VISUAL_TOKENS)));
        }
        List<Copied> found = new ArrayList<>();
        found.addAll(found(before.get(TopicCatalogue.TEXT_TOKENS.name()), TEXTS));
        found.addAll(found(before.get(TopicCatalogue.VISUAL_TOKENS.name()), PICTURES));
        found.sort(Comparator.comparing(copied -> copied.sequence().getEventTime()));
        copy(found, documents, times);
        EndMarks.write(connections, List.of(TEXTS, PICTURES));
    }

    private void command(CommandProgram program, Path folder, String... arguments) throws InterruptedException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", platform.connectionsFile().toString()));
        Path output = folder.resolve("commands.txt");
        int status = program.run(output, LIMIT, all);
        if (status != 0) {
            throw CommandException.failed(arguments[0] + " ended with status " + status + "; see " + output);
        }
    }

    /** A token record on its way to another topic. */
    private record Copied(String to, ConsumerRecord<byte[], byte[]> record, TokenSequence sequence) {}

    private List<Copied> found(Map<TopicPartition, OffsetRange> before, String to) {
        TokenValueReader reader = new TokenValueReader(schemas);
        String from = before.keySet().iterator().next().topic();
        Map<TopicPartition, OffsetRange> ranges = new HashMap<>(committed.ranges(from));
        ranges.replaceAll((partition, now) ->
                new OffsetRange(before.getOrDefault(partition, now).end(), now.end()));
        List<Copied> found = new ArrayList<>();
        committed.visit(ranges, record -> {
            if (record.value() != null
                    && reader.read(record.value()) instanceof TokenRecord.Ids ids
                    && ids.itemId().startsWith("entries/")) {
                found.add(new Copied(to, record, ids.sequence()));
            }
        });
        return found;
    }

    /**
     * In the order of event times, on both topics at once: several routes write to one topic, each its whole backlog, and what
     * comes late has no promise of a replay. The copies end now, for old records are removed and those of the future refused.
     */
    private void copy(List<Copied> found, DocumentFolders documents, int times) {
        Map<String, AvroRecordWriter<TokenSequence>> writers = new HashMap<>();
        for (String topic : List.of(TEXTS, PICTURES)) {
            int schemaId = new Subjects(schemas).register(topic, TokenSequence.class);
            writers.put(topic, AvroRecordWriter.of(TokenSequence.class, schemaId));
        }
        Duration toNow = Duration.between(documents.start(), Instant.now());
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                connections.kafkaClient(Map.of(), Map.of("enable.idempotence", true)),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int time = 0; time < times; time++) {
                Duration later = toNow.minus(documents.span().multipliedBy(times - time));
                for (Copied copied : found) {
                    TokenSequence again = again(copied.sequence(), time, later);
                    producer.send(
                            new ProducerRecord<>(
                                    copied.to(),
                                    copied.record().partition(),
                                    again.getEventTime().toEpochMilli(),
                                    copied.record().key(),
                                    writers.get(copied.to()).write(again),
                                    copied.record().headers()),
                            (sent, problem) -> failure.compareAndSet(null, problem));
                }
            }
        }
        if (failure.get() != null) {
            throw CommandException.failed(
                    "token records could not be copied: " + failure.get().getMessage(), failure.get());
        }
    }

    /** The same tokens as those of another source record, of another document. */
    private static TokenSequence again(TokenSequence sequence, int time, Duration later) {
        SourceRef source = ShallowCopy.of(sequence.getSource(), new SourceRef());
        source.setOffset(source.getOffset() + ((long) time << Integer.SIZE));
        TokenSequence again = ShallowCopy.of(sequence, new TokenSequence());
        again.setSource(source);
        again.setItemId(sequence.getItemId() + "#" + time);
        again.setCorrelationId(sequence.getCorrelationId() + "#" + time);
        again.setEventTime(sequence.getEventTime().plus(later));
        return again;
    }
}
