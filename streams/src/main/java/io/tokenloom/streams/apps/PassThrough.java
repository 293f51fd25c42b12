package io.tokenloom.streams.apps;

import io.tokenloom.streams.StreamsApp;
import io.tokenloom.streams.wire.TokenWire;
import io.tokenloom.topics.TopicSpec;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * Copies records as they are: what other apps are measured against.
 *
 * @param name end of the application id
 * @param inputs topics
 * @param to topic
 * @param deadLetters topic
 * @param repartitioned whether records go through a topic of its own on the way, as those of documents do
 */
record PassThrough(String name, List<String> inputs, String to, String deadLetters, boolean repartitioned)
        implements StreamsApp {
    /** As many as topics of tokens have. */
    private static final int PARTITIONS = 2;

    PassThrough {
        inputs = List.copyOf(inputs);
    }

    @Override
    public Map<TopicSpec, Class<? extends SpecificRecord>> outputs() {
        return Map.of();
    }

    @Override
    public Topology topology(TokenWire wire) {
        StreamsBuilder builder = new StreamsBuilder();
        KStream<byte[], byte[]> records = builder.stream(inputs, Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()));
        if (repartitioned) {
            records = records.repartition(Repartitioned.with(Serdes.ByteArray(), Serdes.ByteArray())
                    .withName("records")
                    .withNumberOfPartitions(PARTITIONS));
        }
        records.to(to, Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
        return builder.build();
    }
}
