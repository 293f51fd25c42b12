package io.tokenloom.cli.demo.sequence;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.apps.EndMarks;
import io.tokenloom.cli.demo.report.SequenceOutcome;
import io.tokenloom.cli.stats.StoredRecords;
import io.tokenloom.connection.Connections;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.jobs.routes.Routes;
import io.tokenloom.reader.ReaderException;
import io.tokenloom.reader.decode.TokenDecoders;
import io.tokenloom.reader.records.CommittedRecords;
import io.tokenloom.reader.records.DeadLetter;
import io.tokenloom.reader.records.OffsetRange;
import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.reader.records.RecordCursor;
import io.tokenloom.reader.records.TokenRecordReader;
import io.tokenloom.record.PackedSequence;
import io.tokenloom.record.TokenStatistics;
import io.tokenloom.streams.AnnouncedTokenizers;
import io.tokenloom.streams.StreamsApp;
import io.tokenloom.streams.apps.AppsFile;
import io.tokenloom.streams.assemble.AssembleOptions;
import io.tokenloom.streams.statistics.StatisticsOptions;
import io.tokenloom.token.TokenRecord;
import io.tokenloom.wire.AvroRecordReader;
import io.tokenloom.wire.SchemaSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Follows the tokens of a run through the apps of an installation: notes where all topics are before it, tells the apps that
 * nothing more comes, waits until every token record is in a sequence, and compares. Not thread-safe.
 */
public final class DemoSequences {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Of late records no window comes. */
    private static final Duration STATISTICS_PATIENCE = Duration.ofSeconds(3);

    /** Ids are held for the comparison: 4 bytes each, and of texts as many once more. */
    private static final long MOST_TOKENS = 16L << 20;

    private final Connections connections;
    private final SchemaSource schemas;
    private final CommittedRecords records;
    private final List<AssembleOptions> assembling = new ArrayList<>();
    private final List<StatisticsOptions> measuring = new ArrayList<>();
    private final Set<String> tokenTopics = new TreeSet<>();
    private final Map<TopicPartition, OffsetRange> before = new HashMap<>();

    private DemoSequences(Connections connections, SchemaSource schemas) {
        this.connections = connections;
        this.schemas = schemas;
        this.records = new CommittedRecords(connections);
    }

    /**
     * Begins before anything is sent.
     *
     * @param schemas stays the caller's to close
     * @throws io.tokenloom.configuration.ConfigurationException with the mistakes of the apps file
     */
    public static DemoSequences begin(Connections connections, SchemaSource schemas, Routes routes, Path appsFile) {
        DemoSequences sequences = new DemoSequences(connections, schemas);
        sequences.apps(appsFile).forEach(app -> sequences.follow(app, routes));
        return sequences;
    }

    private List<StreamsApp> apps(Path file) {
        try {
            return AppsFile.read(file)
                    .apps(AnnouncedTokenizers.read(connections, schemas))
                    .apps();
        } catch (KafkaException e) {
            throw ReaderException.unreachable(connections, e);
        } catch (TokenizationException e) {
            throw ReaderException.unreachable(e.getMessage(), e);
        }
    }

    private void follow(StreamsApp app, Routes routes) {
        List<String> tokens =
                app.inputs().stream().filter(routes.targetTopics()::contains).toList();
        if (tokens.isEmpty()) {
            return;
        }
        if (app instanceof AssembleOptions options) {
            assembling.add(options);
            note(options.to());
        } else if (app instanceof StatisticsOptions options) {
            measuring.add(options);
            note(options.to());
        } else {
            return;
        }
        note(app.deadLetters());
        tokenTopics.addAll(tokens);
        tokens.forEach(this::note);
    }

    private void note(String topic) {
        before.putAll(records.ranges(topic));
    }

    /** Tells the apps that nothing more comes, once all tokens are there. */
    public void end() {
        try {
            EndMarks.write(connections, tokenTopics);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.failed("interrupted", e);
        }
    }

    /**
     * Waits until the apps have done their part, a minute at most, and compares.
     *
     * @param decoders stay the caller's to close
     */
    public SequenceOutcome finish(TokenDecoders decoders) {
        Run run = new Run(decoders);
        run.await();
        return run.outcome();
    }

    /** What became of the records of this run. */
    private final class Run {
        private final Map<AssembleOptions, SequenceComparison> comparisons = new LinkedHashMap<>();
        private final Set<String> unmeasured = new HashSet<>();
        private final SequenceGathering gathering;
        private final AvroRecordReader<PackedSequence> sequences = AvroRecordReader.of(PackedSequence.class, schemas);
        private final AvroRecordReader<TokenStatistics> statistics =
                AvroRecordReader.of(TokenStatistics.class, schemas);
        private long notCompared;

        Run(TokenDecoders decoders) {
            gathering = new SequenceGathering(decoders);
            List<MadeRecord> made = made();
            for (AssembleOptions options : assembling) {
                comparisons.put(
                        options,
                        new SequenceComparison(
                                made.stream()
                                        .filter(each -> options.inputs()
                                                .contains(each.at().topic()))
                                        .toList(),
                                decoders));
            }
        }

        private List<MadeRecord> made() {
            Map<TopicPartition, OffsetRange> now = new HashMap<>();
            tokenTopics.forEach(topic -> records.ranges(topic)
                    .forEach((partition, range) -> now.put(partition, new OffsetRange(start(partition), range.end()))));
            TokenRecordReader reader = new TokenRecordReader(schemas);
            List<MadeRecord> made = new ArrayList<>();
            long[] tokens = {0};
            records.visit(now, read -> {
                if (read.value() == null || DeadLetter.of(read).isPresent()) {
                    return;
                }
                measured(read);
                TokenRecord record = reader.readAny(read);
                tokens[0] += record.count();
                if (tokens[0] > MOST_TOKENS) {
                    notCompared++;
                } else {
                    made.add(new MadeRecord(RecordAddress.of(read), record));
                }
            });
            return made;
        }

        private long start(TopicPartition partition) {
            return before.containsKey(partition) ? before.get(partition).end() : 0;
        }

        private void measured(ConsumerRecord<byte[], byte[]> read) {
            if (measuring.stream().anyMatch(options -> options.from().contains(read.topic()))) {
                unmeasured.add(read.topic() + "/" + read.partition());
            }
        }

        void await() {
            Map<TopicPartition, OffsetRange> outputs = new HashMap<>();
            Set<String> topics = new TreeSet<>();
            assembling.forEach(options -> topics.addAll(List.of(options.to(), options.deadLetters())));
            measuring.forEach(options -> topics.add(options.to()));
            topics.forEach(topic -> records.ranges(topic)
                    .keySet()
                    .forEach(partition -> outputs.put(partition, OffsetRange.from(start(partition)))));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            boolean packed = false;
            try (RecordCursor cursor = records.cursor(outputs)) {
                while (!isComplete() && System.nanoTime() - deadline < 0) {
                    if (!packed && isPacked()) {
                        packed = true;
                        deadline = System.nanoTime() + STATISTICS_PATIENCE.toNanos();
                    }
                    cursor.next().forEach(this::see);
                }
            }
        }

        private boolean isComplete() {
            return unmeasured.isEmpty() && isPacked();
        }

        private boolean isPacked() {
            return comparisons.values().stream().allMatch(SequenceComparison::isComplete);
        }

        private void see(ConsumerRecord<byte[], byte[]> read) {
            DeadLetter.of(read)
                    .ifPresentOrElse(
                            letter -> comparisons.values().forEach(comparison -> comparison.gaveUp(letter.source())),
                            () -> output(read));
        }

        private void output(ConsumerRecord<byte[], byte[]> read) {
            if (measuring.stream().anyMatch(options -> options.to().equals(read.topic()))) {
                TokenStatistics window = statistics.read(read.value());
                unmeasured.remove(window.getTokenTopic() + "/" + window.getPartition());
                return;
            }
            PackedSequence sequence = sequences.read(read.value());
            gathering.add(sequence);
            comparisons.forEach((options, comparison) -> {
                if (options.to().equals(read.topic())) {
                    comparison.sequence(sequence);
                }
            });
        }

        SequenceOutcome outcome() {
            StoredRecords stored = new StoredRecords(records, schemas);
            if (gathering.isEmpty()) {
                assembling.forEach(options -> stored.visit(options.to(), PackedSequence.class, gathering::show));
            }
            return gathering.outcome(
                    comparisons.values().stream()
                            .map(SequenceComparison::result)
                            .toList(),
                    notCompared,
                    Measures.newest(
                            stored,
                            measuring.stream()
                                    .map(StatisticsOptions::to)
                                    .distinct()
                                    .toList()));
        }
    }
}
