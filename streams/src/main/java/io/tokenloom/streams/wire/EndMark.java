package io.tokenloom.streams.wire;

import io.tokenloom.wire.HeaderNames;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Record;

/** The mark in a token topic that nothing more comes for now. Thread-safe: stateless. */
public final class EndMark {
    private EndMark() {}

    /** Whether a record is one: no value, and the header says so. */
    public static boolean is(Record<?, ?> record) {
        if (record.value() != null) {
            return false;
        }
        Header mark = record.headers().lastHeader(HeaderNames.STREAM_TIME);
        return mark != null && HeaderNames.STREAM_TIME_END.equals(new String(mark.value(), StandardCharsets.UTF_8));
    }
}
