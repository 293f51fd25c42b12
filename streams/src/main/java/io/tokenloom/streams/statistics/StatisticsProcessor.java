package io.tokenloom.streams.statistics;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.record.TokenStatistics;
import io.tokenloom.streams.statistics.counts.Observation;
import io.tokenloom.streams.wire.EndMark;
import io.tokenloom.streams.wire.TokenWire;
import io.tokenloom.token.TokenRecord;
import io.tokenloom.token.TokenValueReader;
import io.tokenloom.wire.AvroRecordWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Measures the token records of a partition of a token topic. Their event times alone close windows: a window's statistics leave once, when a
 * record comes that is later than its end by the grace or more. So a replay of the partition gives the same statistics, and
 * the last windows of a topic wait until more comes.
 *
 * <p>A record that comes after its window has left is counted as late in the window of its series that leaves next, and
 * nowhere else. It is no dead letter: its tokens are as good as any, and whoever reads dead letters to mend them would find
 * nothing to mend.
 */
final class StatisticsProcessor implements Processor<byte[], byte[], String, byte[]> {
    private static final String STREAM_TIME = "stream-time";
    private static final String FIRST_OPEN = "first-open";
    private static final long MICROS_PER_MILLI = 1000;

    /** An event time outside of these years is a mistake. */
    private static final Instant FIRST_TIME = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LAST_TIME = Instant.parse("9999-01-01T00:00:00Z");

    private final StatisticsOptions options;
    private final String tokenTopic;
    private final TokenWire wire;
    private final long windowMicros;
    private final long graceMicros;
    private final TokenValueReader reader;
    private final AvroRecordWriter<TokenStatistics> writer;

    private ProcessorContext<String, byte[]> context;
    private RecordObservations observations;
    private Tallies tallies;
    private KeyValueStore<String, Long> progress;
    private KeyValueStore<String, byte[]> latest;
    private long streamTime;
    private long firstOpen;

    StatisticsProcessor(StatisticsOptions options, String tokenTopic, TokenWire wire) {
        this.options = options;
        this.tokenTopic = tokenTopic;
        this.wire = wire;
        this.windowMicros = options.window().toMillis() * MICROS_PER_MILLI;
        this.graceMicros = options.grace().toMillis() * MICROS_PER_MILLI;
        this.reader = wire.tokenValues();
        this.writer = wire.writer(options.to(), TokenStatistics.class);
    }

    /** Called again where a task is revived: nothing of before may stay. */
    @Override
    public void init(ProcessorContext<String, byte[]> newContext) {
        context = newContext;
        KeyValueStore<String, byte[]> versions = context.getStateStore(StatisticsTopology.TOKENIZERS);
        observations = new RecordObservations(tokenTopic, new VocabularySizes(versions, wire.schemas()));
        tallies = new Tallies(context.getStateStore(StatisticsTopology.windows(tokenTopic)), options.mostPairs());
        progress = context.getStateStore(StatisticsTopology.progress(tokenTopic));
        latest = context.getStateStore(StatisticsTopology.latest(tokenTopic));
        streamTime = known(STREAM_TIME);
        firstOpen = known(FIRST_OPEN);
    }

    private long known(String name) {
        Long number = progress.get(name);
        return number == null ? Long.MIN_VALUE : number;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (record.value() == null) {
            if (EndMark.is(record) && streamTime != Long.MIN_VALUE) {
                closeUpTo(Math.floorDiv(streamTime, windowMicros) * windowMicros + windowMicros);
            }
            return;
        }
        TokenRecord tokens = reader.read(record.value());
        long time = micros(tokens.eventTime());
        Map<Series, Observation> seen = observations.of(tokens);
        long window = Math.floorDiv(time, windowMicros) * windowMicros;
        if (window < firstOpen) {
            Observation late = new Observation.Late();
            seen.keySet().forEach(series -> tallies.add(new WindowedSeries(firstOpen, series), late));
        } else {
            seen.forEach((series, observation) -> tallies.add(new WindowedSeries(window, series), observation));
        }
        if (time > streamTime) {
            streamTime = time;
            progress.put(STREAM_TIME, time);
            closeUpTo(firstOpen(time));
        }
    }

    private void closeUpTo(long open) {
        if (open <= firstOpen) {
            return;
        }
        firstOpen = open;
        progress.put(FIRST_OPEN, open);
        for (WindowedSeries closed : tallies.before(open)) {
            TokenStatistics statistics =
                    Statistics.of(closed, windowMicros, context.taskId().partition(), tallies.tally(closed));
            String key = closed.series().text();
            byte[] value = writer.write(statistics);
            context.forward(new Record<>(key, value, statistics.getWindowEnd().toEpochMilli()));
            latest.put(key, value);
            tallies.delete(closed);
        }
    }

    /** The first window that ends after so much event time less the grace. */
    private long firstOpen(long time) {
        return Math.floorDiv(time - graceMicros, windowMicros) * windowMicros;
    }

    private static long micros(Instant time) {
        if (time.isBefore(FIRST_TIME) || time.isAfter(LAST_TIME)) {
            throw new TokenizationException(
                    FailureCode.MODEL_OUTPUT,
                    "The event time " + time + " is outside of the years 1 to 9998. Check the clock of its source.");
        }
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
