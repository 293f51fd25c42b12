package io.tokenloom.cli.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a connections file tells besides connections, where {@code tokenloom up} wrote it. Immutable.
 *
 * @param routes the routes file of the job
 * @param origin the connections file that it was started with, if services run elsewhere
 * @param apps the apps file, or a word for none
 */
public record StartNotes(Optional<Path> routes, Optional<Path> origin, Optional<String> apps) {
    /** Nothing is known of a start. */
    public static final StartNotes NONE = new StartNotes(Optional.empty(), Optional.empty(), Optional.empty());

    private static final String ROUTES = "routes";
    private static final String APPS = "apps";
    private static final String ORIGIN = "startedWith";

    /** The notes in a file; none in one that can't be read, which its other readers complain about. */
    public static StartNotes read(Path file) {
        JsonNode root;
        try {
            root = Files.exists(file) ? new YAMLMapper().readTree(Files.readString(file)) : null;
        } catch (IOException e) {
            root = null;
        }
        return root == null
                ? NONE
                : new StartNotes(
                        path(root, ROUTES),
                        path(root, ORIGIN),
                        Optional.ofNullable(root.path(APPS).textValue()));
    }

    private static Optional<Path> path(JsonNode root, String key) {
        return Optional.ofNullable(root.path(key).textValue()).map(Path::of);
    }

    /** The same as entries of a connections file. */
    public Map<String, String> entries() {
        Map<String, String> entries = new LinkedHashMap<>();
        routes.ifPresent(file -> entries.put(ROUTES, file.toString()));
        origin.ifPresent(file -> entries.put(ORIGIN, file.toString()));
        apps.ifPresent(file -> entries.put(APPS, file));
        return entries;
    }
}
