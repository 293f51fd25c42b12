package io.tokenloom.cli.deadletters;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * How a source record was replayed: an entry of {@link Replays}, in JSON.
 *
 * @param letter address of the dead letter that it was made of
 * @param as address of the record that was sent
 * @param timestamp Kafka timestamp of both, milliseconds
 * @param replay how many times it was replayed with this time, as its header says
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Replayed(String letter, String as, long timestamp, int replay) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    byte[] toJson() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new AssertionError("plain fields are always JSON", e);
        }
    }

    /** Reads {@link #toJson()}. */
    static Replayed ofJson(byte[] json) throws IOException {
        return JSON.readValue(new String(json, StandardCharsets.UTF_8), Replayed.class);
    }
}
