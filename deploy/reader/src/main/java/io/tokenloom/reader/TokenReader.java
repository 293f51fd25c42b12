package io.tokenloom.reader;

import io.tokenloom.connection.Connections;
import io.tokenloom.reader.decode.ClusterVocabularies;
import io.tokenloom.reader.decode.EmbeddingContents;
import io.tokenloom.reader.decode.RecordDecoders;
import io.tokenloom.reader.decode.TokenDecoders;
import io.tokenloom.reader.records.CommittedRecords;
import io.tokenloom.reader.records.OffsetRange;
import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.reader.records.RecordCursor;
import io.tokenloom.reader.records.TokenRecordReader;
import io.tokenloom.wire.SchemaSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The items on a token topic, committed ones only, to the end of the topic or as they come. Joins no group and commits
 * nothing.
 *
 * <pre>{@code
 *   Connections connections = Connections.of("localhost:9092", "http://localhost:8081");
 *   try (TokenReader reader = TokenReader.open(connections, "tokens.text.v1", ReadOptions.DEFAULT)) {
 *       for (TokenItem item : reader) {
 *           System.out.println(item.itemId() + " " + item.ids().length + " " + item.text());
 *       }
 *   }
 * }</pre>
 *
 * <p>Items of one source come in its order; each when its last part has come. An upgrade gives its item again, longer. A
 * topic that was written at least once may give an item twice. Memory: the fetches in flight, the open items, and 64 MiB each
 * of items that can be upgraded and of vocabulary deltas, besides the tokenizers.
 *
 * <p>Not thread-safe; who follows a topic ends it by interrupting the thread. Every method throws {@link ReaderException}:
 * "unreachable" if Kafka or the registry does not answer, "request" if there is no such topic, "failed" if a record can't be
 * read.
 */
public final class TokenReader implements Iterable<TokenItem>, AutoCloseable {
    private final SchemaSource schemas;
    private final ClusterVocabularies vocabularies;
    private final TokenDecoders decoders;
    private final EmbeddingContents contents;
    private final RecordCursor cursor;
    private final TokenRecordReader tokens;
    private final ItemAssembly assembly;
    private final TokenItem.Sources sources;
    private final Deque<TokenItem> ready = new ArrayDeque<>();

    private TokenReader(Connections connections, CommittedRecords records, RecordCursor cursor, ReadOptions options) {
        this.cursor = cursor;
        this.schemas = SchemaSource.connect(connections.schemaRegistry());
        this.vocabularies = new ClusterVocabularies(connections, schemas, options.patience());
        this.decoders = TokenDecoders.of(options.bundles(), List.of(), vocabularies);
        this.contents = new EmbeddingContents(connections.claimStore());
        this.tokens = new TokenRecordReader(schemas);
        this.assembly = new ItemAssembly(contents);
        this.sources = new TokenItem.Sources(
                new RecordDecoders(decoders, records, schemas, "in ReadOptions.bundles"), contents);
    }

    /**
     * A reader of a topic. What is there now is its end, unless it follows.
     *
     * @throws ReaderException "request" also if the connections name no registry, or a claim store that can't be opened
     */
    public static TokenReader open(Connections connections, String topic, ReadOptions options) {
        CommittedRecords records = new CommittedRecords(connections);
        RecordCursor cursor = records.cursor(ranges(records, topic, options));
        try {
            return new TokenReader(connections, records, cursor, options);
        } catch (IllegalArgumentException e) {
            cursor.close();
            throw ReaderException.request("the connections can't be used to read tokens: " + e.getMessage(), e);
        }
    }

    private static Map<TopicPartition, OffsetRange> ranges(
            CommittedRecords records, String topic, ReadOptions options) {
        Map<TopicPartition, OffsetRange> all = records.rangesOfExisting(topic);
        Map<TopicPartition, Long> since = options.since()
                .map(moment -> records.offsetsSince(all.keySet(), moment))
                .orElse(Map.of());
        Map<TopicPartition, OffsetRange> wanted = new HashMap<>(all);
        wanted.replaceAll((partition, range) -> {
            long first = options.since().isEmpty() ? range.first() : since.getOrDefault(partition, range.end());
            return options.following() ? OffsetRange.from(first) : new OffsetRange(first, range.end());
        });
        return wanted;
    }

    /** Reads on; all iterators of a reader share its position. */
    @Override
    public Iterator<TokenItem> iterator() {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                while (ready.isEmpty() && !cursor.atEnd()) {
                    cursor.next().forEach(TokenReader.this::take);
                }
                return !ready.isEmpty();
            }

            @Override
            public TokenItem next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("the topic was read to its end");
                }
                return ready.remove();
            }
        };
    }

    /** A tombstone says only that its source had nothing to tokenize. */
    private void take(ConsumerRecord<byte[], byte[]> read) {
        if (read.value() != null) {
            assembly.add(new ItemPart(RecordAddress.of(read), tokens.readAny(read)))
                    .ifPresent(parts -> ready.add(new TokenItem(parts, sources)));
        }
    }

    /** Items of which parts have not been read so far: at the end of a topic, what retention or an open transaction left. */
    public List<IncompleteItem> incomplete() {
        return assembly.incomplete();
    }

    /** Closes what it reads with. Items that it gave can't be decoded or fetched any more. */
    @Override
    public void close() {
        cursor.close();
        decoders.close();
        vocabularies.close();
        contents.close();
        schemas.close();
    }
}
