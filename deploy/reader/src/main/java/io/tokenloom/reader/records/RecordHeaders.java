package io.tokenloom.reader.records;

import io.tokenloom.wire.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Headers as text: all that the platform writes are UTF-8. */
public final class RecordHeaders {
    private RecordHeaders() {}

    /** The last header of this name, if there is one with a value. */
    public static Optional<String> text(ConsumerRecord<?, ?> read, String name) {
        Header header = read.headers().lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }

    /** Whether a record of a token topic is the mark that nothing more comes for now: no value, and a header says so. */
    public static boolean isEndMark(ConsumerRecord<?, ?> read) {
        return read.value() == null
                && text(read, HeaderNames.STREAM_TIME)
                        .filter(HeaderNames.STREAM_TIME_END::equals)
                        .isPresent();
    }
}
