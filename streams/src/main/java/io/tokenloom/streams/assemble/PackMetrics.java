package io.tokenloom.streams.assemble;

import io.tokenloom.record.PackedDocument;
import io.tokenloom.record.PackedSequence;
import io.tokenloom.sequence.PackedSequences;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.Avg;
import org.apache.kafka.common.metrics.stats.CumulativeCount;
import org.apache.kafka.common.metrics.stats.CumulativeSum;
import org.apache.kafka.common.metrics.stats.Max;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.TaskId;

/**
 * What a task tells of its packs, among the metrics of Kafka Streams, group {@value AssembleTopology#METRICS}: how full they are, and for how
 * long documents waited in stream time, from their last item to the close of their pack. Not thread-safe.
 */
final class PackMetrics {
    private final Sensor fill;
    private final Sensor delay;
    private final Sensor ids;

    PackMetrics(StreamsMetrics metrics, String app, TaskId task) {
        Map<String, String> tags = Map.of("app", app, "task", task.toString());
        fill = metrics.addSensor(app + "-" + task + "-fill", Sensor.RecordingLevel.INFO);
        fill.add(name("fill-avg", "Mean share of the context length that has ids.", tags), new Avg());
        fill.add(name("sequences-total", "Sequences published.", tags), new CumulativeCount());
        delay = metrics.addSensor(app + "-" + task + "-delay", Sensor.RecordingLevel.INFO);
        delay.add(name("delay-ms-avg", "Mean wait of documents, stream time, milliseconds.", tags), new Avg());
        delay.add(name("delay-ms-max", "Longest wait of a document, stream time, milliseconds.", tags), new Max());
        delay.add(name("documents-total", "Documents and parts of documents published.", tags), new CumulativeCount());
        ids = metrics.addSensor(app + "-" + task + "-ids", Sensor.RecordingLevel.INFO);
        ids.add(name("ids-total", "Ids published.", tags), new CumulativeSum());
    }

    private static MetricName name(String name, String description, Map<String, String> tags) {
        return new MetricName(name, AssembleTopology.METRICS, description, tags);
    }

    void published(PackedSequence sequence) {
        fill.record(PackedSequences.fill(sequence));
        ids.record(sequence.getIds().size());
        for (PackedDocument document : sequence.getDocuments()) {
            delay.record(Duration.between(document.getLastEventTime(), sequence.getClosedAt())
                    .toMillis());
        }
    }
}
