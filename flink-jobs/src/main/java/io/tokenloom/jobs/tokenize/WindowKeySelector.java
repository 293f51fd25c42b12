package io.tokenloom.jobs.tokenize;

import io.tokenloom.text.mode.BatchWindow;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.java.functions.KeySelector;

/**
 * Brings together the texts that share a window: those of one source partition, or of one Kafka key in it. Never those of two
 * partitions, which come in no order of their own.
 */
final class WindowKeySelector implements KeySelector<SourceRecord, String> {
    private static final long serialVersionUID = 1L;

    private final BatchWindow.Scope by;

    WindowKeySelector(BatchWindow.Scope by) {
        this.by = by;
    }

    @Override
    public String getKey(SourceRecord source) {
        return by == BatchWindow.Scope.PARTITION || source.key() == null
                ? Integer.toString(source.partition())
                // Each byte is a character, so that no two keys become one.
                : source.partition() + " " + new String(source.key(), StandardCharsets.ISO_8859_1);
    }
}
