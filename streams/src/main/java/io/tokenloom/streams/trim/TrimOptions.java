package io.tokenloom.streams.trim;

import io.tokenloom.streams.StreamsApp;
import io.tokenloom.streams.wire.TokenWire;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.topics.TopicSpec;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.Topology;

/**
 * Options of an app that cuts records to a consumer's budget. Immutable.
 *
 * @param name unique
 * @param from token topic
 * @param to topic of the cut records
 * @param deadLetters topic of records that can't be cut so far
 * @param payload what the records hold
 * @param cut how far they are cut
 */
public record TrimOptions(String name, String from, String to, String deadLetters, Payload payload, Cut cut)
        implements StreamsApp {
    @Override
    public List<String> inputs() {
        return List.of(from);
    }

    @Override
    public Map<TopicSpec, Class<? extends SpecificRecord>> outputs() {
        return Map.of(TopicCatalogue.named(to, TopicCatalogue.VISUAL_TOKENS), payload.type());
    }

    @Override
    public Topology topology(TokenWire wire) {
        return TrimTopology.of(this, wire);
    }
}
