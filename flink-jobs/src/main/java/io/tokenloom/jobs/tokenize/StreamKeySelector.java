package io.tokenloom.jobs.tokenize;

import io.tokenloom.wire.HeaderNames;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.java.functions.KeySelector;

/**
 * Brings the frames of a stream together: those of one header {@value HeaderNames#STREAM_KEY}, or else of one Kafka key, or
 * else of one partition. Frames of one stream come in an order only on one partition.
 */
final class StreamKeySelector implements KeySelector<SourceRecord, String> {
    @Override
    public String getKey(SourceRecord source) {
        return source.header(HeaderNames.STREAM_KEY)
                .map(stream -> "stream " + stream)
                .orElseGet(() -> source.key() == null
                        ? "partition " + source.partition()
                        : "stream " + new String(source.key(), StandardCharsets.UTF_8));
    }
}
