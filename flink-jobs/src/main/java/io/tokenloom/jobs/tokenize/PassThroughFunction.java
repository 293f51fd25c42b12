package io.tokenloom.jobs.tokenize;

import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Copies each source record of a route to its target topic, headers included. */
final class PassThroughFunction extends ProcessFunction<SourceRecord, SinkRecord> {
    private final String topic;

    PassThroughFunction(PlannedRoute route) {
        this.topic = route.route().to();
    }

    @Override
    public void processElement(SourceRecord source, Context context, Collector<SinkRecord> out) {
        out.collect(new SinkRecord(
                topic, source.partition(), source.timestamp(), source.key(), source.value(), source.headers()));
    }
}
