package io.tokenloom.text.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Reads one object of a file, and notes what is wrong with it under its name. Not thread-safe. */
final class SpecReader {
    private final String name;
    private final JsonNode node;
    private final Mistakes mistakes;

    SpecReader(String name, JsonNode node, Mistakes mistakes) {
        this.name = name;
        this.node = node;
        this.mistakes = mistakes;
    }

    String name() {
        return name;
    }

    String type() {
        return node.path("type").asText();
    }

    boolean has(String key) {
        return node.hasNonNull(key);
    }

    boolean flag(String key, boolean otherwise) {
        JsonNode value = node.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            mistakes.add(name + "." + key + " is " + value + ", not true or false");
        }
        return value.asBoolean(otherwise);
    }

    int number(String key, int otherwise) {
        JsonNode value = node.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isInt() || value.asInt() < 0) {
            mistakes.add(name + "." + key + " is " + value + ", not a whole number of 0 or more");
        }
        return value.asInt(otherwise);
    }

    String text(String key) {
        JsonNode value = node.path(key);
        if (!value.isTextual()) {
            mistakes.add(name + "." + key + " is missing or no text");
        }
        return value.asText();
    }

    String text(String key, String otherwise) {
        return has(key) ? text(key) : otherwise;
    }

    /** A text of one character. */
    int character(String key) {
        String value = text(key);
        if (value.codePointCount(0, value.length()) != 1) {
            mistakes.add(name + "." + key + " has to be one character");
            return ' ';
        }
        return value.codePointAt(0);
    }

    Pattern pattern() {
        JsonNode pattern = node.path("pattern");
        if (pattern.path("String").isTextual()) {
            return new Pattern.Literal(pattern.path("String").asText());
        }
        if (pattern.path("Regex").isTextual()) {
            return new Pattern.Regex(pattern.path("Regex").asText());
        }
        mistakes.add(name + ".pattern has neither a String nor a Regex");
        return new Pattern.Literal(" ");
    }

    /** The objects of a list, each read by a reader of its own. */
    <T> List<T> list(String key, BiFunction<String, JsonNode, Optional<T>> read) {
        JsonNode values = node.path(key);
        if (!values.isArray()) {
            mistakes.add(name + "." + key + " is missing or no list");
        }
        List<T> result = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            read.apply(name + "." + key + "[" + i + "]", values.get(i)).ifPresent(result::add);
        }
        return result;
    }

    /** Notes that the type is not one that can be honoured. */
    <T> Optional<T> unsupportedType() {
        mistakes.unsupported(name + " of type " + (type().isEmpty() ? "none" : type()));
        return Optional.empty();
    }

    void unsupported(String what) {
        mistakes.unsupported(name + what);
    }
}
