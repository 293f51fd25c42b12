package io.tokenloom.streams.trim;

import io.tokenloom.streams.wire.TokenWire;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;

/** Cuts each record; key, headers and time stay what they are. Holds nothing. */
public final class TrimTopology {
    static final String TRIM = "trim";

    private TrimTopology() {}

    /** The topology of these options. */
    public static Topology of(TrimOptions options, TokenWire wire) {
        return new Topology()
                .addSource("tokens", new ByteArrayDeserializer(), new ByteArrayDeserializer(), options.from())
                .addProcessor(TRIM, () -> new TrimProcessor(options, wire), "tokens")
                .addSink("trimmed", options.to(), new ByteArraySerializer(), new ByteArraySerializer(), TRIM);
    }
}
