package io.tokenloom.cli.bench.kill;

import io.tokenloom.cli.CommandException;
import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.jobs.routes.Routes;
import io.tokenloom.reader.records.CommittedRecords;
import io.tokenloom.reader.records.DeadLetter;
import io.tokenloom.reader.records.OffsetRange;
import io.tokenloom.reader.records.RecordHeaders;
import io.tokenloom.reader.records.TokenRecordReader;
import io.tokenloom.record.ItemHeader;
import io.tokenloom.record.SourceRef;
import io.tokenloom.record.TextItem;
import io.tokenloom.token.TokenRecord;
import io.tokenloom.wire.AvroFieldReader;
import io.tokenloom.wire.HeaderNames;
import io.tokenloom.wire.SchemaSource;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What is committed of one run: source records, token records and dead letters of one folder, each as item id and
 * digest. Reads on with each {@link #advance()}. Memory: some two hundred bytes a record. Not thread-safe.
 */
public final class RunOutcomes {
    private final CommittedRecords records;
    private final Routes routes;
    private final String folder;
    private final NeutralRecord neutral;
    private final TokenRecordReader tokens;
    private final AvroFieldReader<ItemHeader> itemHeaders;
    private final Map<TopicPartition, Long> positions;
    private final Map<String, Long> lastOfSource = new HashMap<>();
    private final RecordSet sources = new RecordSet();
    private final RecordSet tokenRecords = new RecordSet();
    private final RecordSet deadLetters = new RecordSet();
    private long strangers;
    private long disordered;

    private RunOutcomes(
            CommittedRecords records,
            Routes routes,
            SchemaSource schemas,
            String folder,
            Map<TopicPartition, Long> positions) {
        this.records = records;
        this.routes = routes;
        this.folder = folder;
        this.neutral = new NeutralRecord(folder);
        this.tokens = new TokenRecordReader(schemas);
        this.itemHeaders = AvroFieldReader.of(TextItem.class, "header", ItemHeader.class, schemas);
        this.positions = new HashMap<>(positions);
    }

    /**
     * The outcomes of a folder that is about to be sent. What is committed already belongs to earlier runs.
     *
     * @param schemas the caller's to close, after the last {@link #advance()}
     */
    static RunOutcomes of(CommittedRecords records, Routes routes, SchemaSource schemas, String folder) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        routes.sourceTopics().forEach(topic -> records.ranges(topic)
                .forEach((partition, range) -> ends.put(partition, range.end())));
        routes.targetTopics().forEach(topic -> records.ranges(topic)
                .forEach((partition, range) -> ends.put(partition, range.end())));
        return new RunOutcomes(records, routes, schemas, folder, ends);
    }

    /**
     * Reads what was committed since the last time. If it fails, the next call goes on where this one ended.
     *
     * @throws CommandException "unreachable" if Kafka or the registry does not answer
     */
    void advance() {
        readNew(routes.sourceTopics(), this::source);
        readNew(routes.targetTopics(), this::output);
    }

    /** Source records. */
    public RecordSet sources() {
        return sources;
    }

    /** Token records, a part each. */
    public RecordSet tokenRecords() {
        return tokenRecords;
    }

    /** Dead letters. */
    public RecordSet deadLetters() {
        return deadLetters;
    }

    /** Records that are not of this folder: of an earlier run, and so written twice. */
    public long strangers() {
        return strangers;
    }

    /** Token records and dead letters that come before one of an earlier record of their key. */
    public long disordered() {
        return disordered;
    }

    /** Token records and dead letters together. */
    long outputs() {
        return tokenRecords.size() + deadLetters.size();
    }

    private void readNew(Collection<String> topics, Consumer<ConsumerRecord<byte[], byte[]>> take) {
        for (String topic : topics) {
            Map<TopicPartition, OffsetRange> news = new HashMap<>();
            records.ranges(topic)
                    .forEach((partition, range) -> news.put(
                            partition,
                            new OffsetRange(
                                    Math.max(range.first(), positions.getOrDefault(partition, 0L)), range.end())));
            records.visit(news, read -> {
                take.accept(read);
                positions.put(new TopicPartition(topic, read.partition()), read.offset() + 1);
            });
        }
    }

    private void source(ConsumerRecord<byte[], byte[]> read) {
        if (isOfFolder(read)) {
            sources.add(read.topic() + " " + neutral.itemId(itemId(read)), neutral.digest(read));
        }
    }

    private void output(ConsumerRecord<byte[], byte[]> read) {
        if (!isOfFolder(read)) {
            return;
        }
        DeadLetter.of(read)
                .ifPresentOrElse(
                        letter -> {
                            inOrder(
                                    read,
                                    new SourceRef(
                                            letter.source().topic(),
                                            letter.source().partition(),
                                            letter.source().offset(),
                                            0,
                                            1));
                            deadLetters.add(neutral.itemId(itemId(read)), neutral.digest(read));
                        },
                        () -> tokens(read));
    }

    private void tokens(ConsumerRecord<byte[], byte[]> read) {
        TokenRecord record = tokens.readAny(read);
        SourceRef source = record.source();
        inOrder(read, source);
        tokenRecords.add(
                neutral.itemId(record.itemId()) + " part " + source.getPart() + " of " + source.getParts(),
                neutral.digest(read, record));
    }

    private void inOrder(ConsumerRecord<byte[], byte[]> read, SourceRef source) {
        String way = read.topic() + "/" + read.partition() + " from " + source.getTopic() + "/" + source.getPartition()
                + " of " + new String(read.key(), StandardCharsets.UTF_8);
        Long before = lastOfSource.put(way, source.getOffset());
        // Two readers of one topic may share an output partition, but not a source partition.
        if (before != null && source.getOffset() < before) {
            disordered++;
        }
    }

    /** Keys are source ids, which start with the folder's name. */
    private boolean isOfFolder(ConsumerRecord<byte[], byte[]> read) {
        boolean ours = read.key() != null && new String(read.key(), StandardCharsets.UTF_8).startsWith(folder + "/");
        if (!ours) {
            strangers++;
        }
        return ours;
    }

    private String itemId(ConsumerRecord<byte[], byte[]> read) {
        return RecordHeaders.text(read, HeaderNames.ITEM_ID).orElseGet(() -> textItemId(read));
    }

    private String textItemId(ConsumerRecord<byte[], byte[]> read) {
        try {
            return itemHeaders.read(read.value()).getItemId();
        } catch (TokenizationException e) {
            if (e.code() == FailureCode.SCHEMA_UNAVAILABLE) {
                throw CommandException.unreachable(e.getMessage(), e);
            }
            throw CommandException.failed(
                    read.topic() + "/" + read.partition() + "/" + read.offset() + " is no text item: " + e.getMessage(),
                    e);
        }
    }
}
