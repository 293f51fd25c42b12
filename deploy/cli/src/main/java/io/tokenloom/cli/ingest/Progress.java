package io.tokenloom.cli.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tokenloom.topics.TopicSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * How far a source was sent to a topic: the value of {@link #TOPIC}, committed in the same transaction as the records it
 * speaks of. Immutable.
 *
 * @param bytes bytes of the source that are in committed records
 * @param sha256 SHA-256 of those bytes, hex
 * @param complete whether the end of the source was reached
 * @param generation how often the source was replaced by another content under the same name (a rotated log), from 0
 * @param torn whether a line was sent without its ending and the source then went on: it would be cut into other lines
 *     if it were sent again
 * @param fileKey what the file system knows the file by, where that was seen; else empty
 * @param givenBytes bytes that ids of this generation stand for already, beyond {@code bytes} where a repetition was not
 *     finished; else 0
 * @param givenSha256 SHA-256 of those, or empty
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Progress(
        long bytes,
        String sha256,
        boolean complete,
        int generation,
        boolean torn,
        String fileKey,
        long givenBytes,
        String givenSha256) {
    /** Values that older programs did not write. */
    Progress {
        fileKey = fileKey == null ? "" : fileKey;
        givenSha256 = givenSha256 == null ? "" : givenSha256;
    }

    /** Compacted: the last progress of each source to each topic stays. */
    static final TopicSpec TOPIC =
            new TopicSpec("ingest.progress.v1", "topic/source id", 1, new TopicSpec.Cleanup.Compaction(), 1024 * 1024);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Record key; a topic name holds no slash, so it is unambiguous. */
    static String key(String topic, String sourceId) {
        return topic + "/" + sourceId;
    }

    /** The same of a file that is known by this key. */
    Progress of(String newFileKey) {
        return new Progress(bytes, sha256, complete, generation, torn, newFileKey, givenBytes, givenSha256);
    }

    /** What a content must begin with, so that the ids of this generation may be given for it. */
    Progress given() {
        return givenBytes > bytes
                ? new Progress(givenBytes, givenSha256, true, generation, torn, fileKey, 0, "")
                : this;
    }

    byte[] toJson() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new AssertionError("plain fields are always JSON", e);
        }
    }

    /** Reads {@link #toJson()}. */
    static Progress ofJson(byte[] json) throws IOException {
        return JSON.readValue(new String(json, StandardCharsets.UTF_8), Progress.class);
    }
}
