package io.tokenloom.streams.trim;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenloom.streams.Complaints;
import io.tokenloom.topics.TopicCatalogue;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads an entry of {@code trim} in an apps file, which its schema has been held against. Thread-safe: stateless. */
public final class TrimReader {
    private TrimReader() {}

    /** The options, if nothing more is wrong with them. */
    public static Optional<TrimOptions> read(JsonNode entry, Complaints complaints) {
        long cuts = Stream.of("tokens", "bytes", "level").filter(entry::has).count();
        if (cuts != 1) {
            complaints.add("", "has " + cuts + " of tokens, bytes and level", "Write one of them.");
            return Optional.empty();
        }
        if (entry.path("from").asText().equals(entry.path("to").asText())) {
            complaints.add("to", "is the topic that is read", "Name another topic.");
            return Optional.empty();
        }
        return Optional.of(new TrimOptions(
                entry.path("name").asText(),
                entry.path("from").asText(),
                entry.path("to").asText(),
                entry.path("deadLetters").asText(TopicCatalogue.DEAD_LETTERS.name()),
                entry.path("payload").asText("ids").equals("ids") ? Payload.IDS : Payload.VECTORS,
                cut(entry)));
    }

    private static Cut cut(JsonNode entry) {
        if (entry.has("tokens")) {
            return new Cut.Tokens(entry.path("tokens").asInt());
        }
        return entry.has("bytes")
                ? new Cut.Bytes(entry.path("bytes").asLong())
                : new Cut.Level(entry.path("level").asInt());
    }
}
