package io.tokenloom.streams.statistics;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/**
 * Tokens that are measured together: those of one source topic, tokenizer and plane.
 *
 * @param sourceTopic topic of the sources that the tokens were made of
 * @param fingerprint of the tokenizer, hex
 * @param plane its name; empty for the only one
 */
record Series(String sourceTopic, String fingerprint, String plane) {
    /** As people read it and as the records of the statistics are keyed. Neither topics nor fingerprints have a slash. */
    String text() {
        return sourceTopic + "/" + fingerprint + "/" + plane;
    }

    static Series of(String text) {
        String[] parts = text.split("/", 3);
        return new Series(parts[0], parts[1], parts[2]);
    }

    Bytes key() {
        return Bytes.wrap(text().getBytes(StandardCharsets.UTF_8));
    }
}
