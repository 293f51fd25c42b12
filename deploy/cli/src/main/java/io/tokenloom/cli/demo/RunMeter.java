package io.tokenloom.cli.demo;

import io.tokenloom.cli.demo.report.Latency;
import io.tokenloom.cli.demo.report.Measurement;
import io.tokenloom.cli.demo.report.RatePoint;
import io.tokenloom.cli.demo.report.Rates;
import io.tokenloom.reader.records.RecordAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.apache.kafka.common.TopicPartition;

/**
 * Measures the records of one run from what a consumer sees. An outcome may be told before its source record, since they
 * come from different partitions. Memory as {@link SentRecords}. Not thread-safe.
 */
final class RunMeter {
    private static final long SPAN_MILLIS = 250;
    private static final int MAX_POINTS = 240;
    private static final int LATENCY_BUCKETS = 30;
    private static final int DIGITS = 3;
    private static final double MEGABYTE = 1_000_000;

    private final Map<TopicPartition, SentRecords> sent = new HashMap<>();
    private final Map<Long, RatePoint> spans = new TreeMap<>();
    private final List<Outcome> early = new ArrayList<>();
    private final Histogram latency = new Histogram(DIGITS);
    private long firstSent = Long.MAX_VALUE;
    private long lastOutcome = Long.MIN_VALUE;

    private record Outcome(RecordAddress source, long seenAt) {}

    /** Measures what is sent from these offsets on. */
    RunMeter(Map<TopicPartition, Long> firstOffsets) {
        firstOffsets.forEach((partition, offset) -> sent.put(partition, new SentRecords(offset)));
    }

    /** A source record was seen. */
    void sent(RecordAddress source, long timestamp, int bytes) {
        sent.get(source.topicPartition()).put(source.offset(), timestamp, bytes);
        firstSent = Math.min(firstSent, timestamp);
        add(timestamp, new RatePoint(0, 1, bytes, 0, 0, 0));
    }

    /** A token record was seen; parts of an item come in order. */
    void tokens(RecordAddress source, boolean lastPart, long count, long seenAt) {
        if (!isOfThisRun(source)) {
            return;
        }
        add(seenAt, new RatePoint(0, 0, 0, 0, 0, count));
        if (lastPart) {
            outcome(source, seenAt);
        }
    }

    /** A record that is the whole outcome of its source was seen. */
    void outcome(RecordAddress source, long seenAt) {
        if (!isOfThisRun(source)) {
            return;
        }
        if (!sent.get(source.topicPartition()).has(source.offset())) {
            early.add(new Outcome(source, seenAt));
            return;
        }
        settle(source, seenAt);
    }

    /** Looks again for the source records of outcomes that came early. */
    void settleEarly() {
        early.removeIf(outcome -> {
            boolean known = sent.get(outcome.source().topicPartition())
                    .has(outcome.source().offset());
            if (known) {
                settle(outcome.source(), outcome.seenAt());
            }
            return known;
        });
    }

    /** What was measured, if anything was. */
    Optional<Measurement> measurement(Instant at) {
        if (latency.getTotalCount() == 0) {
            return Optional.empty();
        }
        return Optional.of(new Measurement(at, rates(), latency()));
    }

    private boolean isOfThisRun(RecordAddress source) {
        SentRecords records = sent.get(source.topicPartition());
        return records != null && records.covers(source.offset());
    }

    private void settle(RecordAddress source, long seenAt) {
        SentRecords records = sent.get(source.topicPartition());
        latency.recordValue(Math.max(0, seenAt - records.time(source.offset())));
        lastOutcome = Math.max(lastOutcome, seenAt);
        add(seenAt, new RatePoint(0, 0, 0, 1, records.size(source.offset()), 0));
    }

    private void add(long millis, RatePoint point) {
        spans.merge(millis / SPAN_MILLIS, point, RatePoint::plus);
    }

    private Rates rates() {
        long first = firstSent / SPAN_MILLIS;
        long last = lastOutcome / SPAN_MILLIS;
        long group = (last - first) / MAX_POINTS + 1;
        List<RatePoint> points = new ArrayList<>();
        for (long at = first; at <= last; at += group) {
            RatePoint point = new RatePoint((at - first) * SPAN_MILLIS / 1000.0, 0, 0, 0, 0, 0);
            for (long span = at; span < at + group; span++) {
                point = point.plus(spans.getOrDefault(span, new RatePoint(0, 0, 0, 0, 0, 0)));
            }
            points.add(point);
        }
        double seconds = Math.max(1, lastOutcome - firstSent) / 1000.0;
        RatePoint total = points.stream().reduce(RatePoint::plus).orElseThrow();
        return new Rates(
                seconds,
                total.doneRecords() / seconds,
                total.doneBytes() / MEGABYTE / seconds,
                total.tokens() / seconds,
                group * SPAN_MILLIS / 1000.0,
                points);
    }

    private Latency latency() {
        long width = Math.max(1, (latency.getMaxValue() + LATENCY_BUCKETS) / LATENCY_BUCKETS);
        List<Latency.Bucket> buckets = new ArrayList<>();
        for (HistogramIterationValue value : latency.linearBucketValues(width)) {
            long from = buckets.size() * width;
            buckets.add(new Latency.Bucket(from, from + width, value.getCountAddedInThisIterationStep()));
        }
        return new Latency(
                latency.getTotalCount(),
                latency.getValueAtPercentile(50),
                latency.getValueAtPercentile(99),
                latency.getMaxValue(),
                buckets);
    }
}
