package io.tokenloom.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Golden ids of a reference implementation, from {@code src/test/resources/golden}. */
public record Golden(int vocabularySize, List<Item> items, List<Hostile> hostile) {
    /** A text and its ids. */
    public record Item(String text, int[] ids) {}

    /**
     * A unit repeated; where the reference could do it, the hash of its ids as big-endian 32-bit numbers.
     *
     * @param sha256 empty where the reference implementation itself failed
     */
    public record Hostile(String unit, int repeat, String sha256) {
        public String text() {
            return unit.repeat(repeat);
        }

        @Override
        public String toString() {
            return repeat + " times U+" + Integer.toHexString(unit.codePointAt(0)) + " (" + unit.length() + " chars)";
        }
    }

    public static Golden load(String name) {
        JsonNode root;
        try {
            root = new ObjectMapper().readTree(bytes(name + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Golden(
                root.get("vocabularySize").asInt(),
                stream(root.get("items"))
                        .map(i -> new Item(i.get("text").asText(), ids(i.get("ids"))))
                        .toList(),
                stream(root.get("hostile"))
                        .map(h -> new Hostile(
                                h.get("unit").asText(),
                                h.get("repeat").asInt(),
                                h.path("sha256").asText("")))
                        .toList());
    }

    /** A file of the folder as it is. */
    public static byte[] bytes(String path) {
        try (InputStream in = Golden.class.getResourceAsStream("/golden/" + path)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int[] ids(JsonNode node) {
        return stream(node).mapToInt(JsonNode::asInt).toArray();
    }

    private static Stream<JsonNode> stream(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }
}
