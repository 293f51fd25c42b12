package io.tokenloom.configuration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads one YAML document; a key that stands twice is an error. */
public final class YamlDocument {
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private YamlDocument() {}

    /**
     * The content of a file.
     *
     * @throws ConfigurationException if it can't be read or is not YAML, when nothing further can be said about it
     */
    public static JsonNode read(Path file) {
        try {
            JsonNode root = YAML.readTree(Files.readString(file, StandardCharsets.UTF_8));
            if (root == null || root.isMissingNode() || root.isNull()) {
                throw unreadable(file, "", "is empty", "Write at least the required keys.");
            }
            return root;
        } catch (JsonProcessingException e) {
            String where =
                    e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr();
            String reason = e.getOriginalMessage().lines().findFirst().orElse("");
            throw unreadable(file, where, "is not valid YAML (" + reason + ")", "Mend the syntax there.");
        } catch (NoSuchFileException e) {
            throw unreadable(file, "", "does not exist", "Name a file that does.");
        } catch (IOException e) {
            String problem = "can't be read (" + e.getClass().getSimpleName() + ")";
            throw unreadable(file, "", problem, "Check that it is a text file in UTF-8 that you may read.");
        }
    }

    private static ConfigurationException unreadable(Path file, String path, String problem, String mend) {
        return new ConfigurationException(List.of(new Mistake(file.toString(), path, problem, mend)));
    }
}
