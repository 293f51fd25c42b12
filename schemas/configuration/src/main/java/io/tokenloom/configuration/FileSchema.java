package io.tokenloom.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A JSON Schema for one kind of file. Its descriptions are written as mends: a mistake quotes the one it broke. */
public final class FileSchema {

    private final JsonNode definition;
    private final JsonSchema schema;

    private FileSchema(JsonNode definition, JsonSchema schema) {
        this.definition = definition;
        this.schema = schema;
    }

    /**
     * Loads one.
     *
     * @param beside the class that the resource lies beside
     */
    public static FileSchema load(Class<?> beside, String resource) {
        try (InputStream stream = beside.getResourceAsStream(resource)) {
            JsonNode definition = new ObjectMapper().readTree(stream);
            SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                    .pathType(PathType.JSON_PATH)
                    .build();
            return new FileSchema(
                    definition,
                    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                            .getSchema(definition, config));
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + resource + " can't be read", e);
        }
    }

    /** Everything that this document breaks, by place. */
    public List<Mistake> mistakes(Path file, JsonNode document) {
        return schema.validate(document).stream()
                .map(message -> mistake(file.toString(), message))
                .sorted(Comparator.comparing(Mistake::path).thenComparing(Mistake::problem))
                .toList();
    }

    private Mistake mistake(String file, ValidationMessage message) {
        JsonNode broken = brokenDefinition(message);
        String path = path(message.getInstanceLocation().toString());
        String description = broken.path("description").asText();
        return switch (message.getType()) {
            case "required" ->
                new Mistake(file, path, "\"" + message.getProperty() + "\" is missing", "Add it. " + description);
            case "dependentRequired" ->
                new Mistake(
                        file,
                        path,
                        message.getArguments()[1] + " says nothing without " + message.getArguments()[0],
                        "Write both, or neither.");
            case "additionalProperties" ->
                new Mistake(
                        file,
                        path,
                        "\"" + message.getProperty() + "\" is not known here",
                        "Check the spelling or take it out; known are " + names(broken.path("properties")) + ".");
            case "enum" ->
                new Mistake(
                        file,
                        path,
                        message.getInstanceNode() + " is not allowed",
                        description + " Use one of " + message.getSchemaNode() + ".");
            default -> new Mistake(file, path, value(message) + " is not right", description);
        };
    }

    /** The part of the schema that holds the broken keyword. */
    private JsonNode brokenDefinition(ValidationMessage message) {
        var keyword = message.getSchemaLocation().getFragment();
        JsonNode node = definition;
        for (int i = 0; i < keyword.getNameCount() - 1; i++) {
            node = node.path(keyword.getName(i));
        }
        return node;
    }

    private static String value(ValidationMessage message) {
        JsonNode value = message.getInstanceNode();
        if (value == null || value.isNull()) {
            return "an empty value";
        }
        return value.isContainerNode()
                ? "a " + (value.isArray() ? "list of " + value.size() : "map")
                : value.toString();
    }

    private static String path(String jsonPath) {
        return jsonPath.equals("$") ? "" : jsonPath.substring(2);
    }

    private static String names(JsonNode properties) {
        List<String> names = new ArrayList<>();
        properties.fieldNames().forEachRemaining(names::add);
        return String.join(", ", names);
    }
}
