package io.tokenloom.cli.records;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Headers as text: all that the platform writes are UTF-8. */
public final class RecordHeaders {
    /** On a tombstone that was passed on: its source as {@code topic/partition/offset}. */
    public static final String SOURCE = "token.source";

    /** Item id of a source record that is not Avro, as CloudEvents have it. */
    public static final String ITEM_ID = "ce_id";

    private RecordHeaders() {}

    /** The last header of this name, if there is one with a value. */
    public static Optional<String> text(ConsumerRecord<?, ?> read, String name) {
        Header header = read.headers().lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }
}
