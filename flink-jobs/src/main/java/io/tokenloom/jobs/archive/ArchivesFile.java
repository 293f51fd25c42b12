package io.tokenloom.jobs.archive;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenloom.configuration.ConfigurationException;
import io.tokenloom.configuration.Durations;
import io.tokenloom.configuration.FileSchema;
import io.tokenloom.configuration.Mistake;
import io.tokenloom.configuration.YamlDocument;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads an archives file.
 *
 * <pre>{@code
 * job: archive                         # optional; stable: files are called by it, and each archive belongs to one job
 * checkpointInterval: 1min             # optional, this is the default
 * archives:
 *   - name: logs
 *     from: tokens.text.v1
 *     to: archive/logs                 # a folder that all workers see, relative to this file
 *     format: parquet                  # or compact, megatron, mds
 *     deadLetters: tokens.dlq.v1       # optional
 * }</pre>
 */
public final class ArchivesFile {
    private static final FileSchema SCHEMA = FileSchema.load(ArchivesFile.class, "archives.schema.json");

    private ArchivesFile() {}

    /**
     * The archives in a file.
     *
     * @throws ConfigurationException with every mistake of the file
     */
    public static Archives read(Path file) {
        JsonNode root = YamlDocument.read(file);
        List<Mistake> mistakes = new ArrayList<>(SCHEMA.mistakes(file, root));
        List<Archive> archives = new ArrayList<>();
        root.path("archives").forEach(archive -> archives.add(archive(file, archive)));
        unique(file, archives, "name", Archive::name, mistakes);
        unique(file, archives, "to", Archive::to, mistakes);
        Duration interval = Archives.DEFAULT_INTERVAL;
        if (mistakes.isEmpty() && root.has("checkpointInterval")) {
            interval = Durations.parse(root.path("checkpointInterval").asText());
            if (interval.isZero()) {
                mistakes.add(new Mistake(file.toString(), "checkpointInterval", "is 0", "Write more than 0."));
            }
        }
        if (!mistakes.isEmpty()) {
            throw new ConfigurationException(mistakes);
        }
        return new Archives(root.path("job").asText(Archives.DEFAULT_JOB), archives, interval);
    }

    private static Archive archive(Path file, JsonNode archive) {
        String to = archive.path("to").asText();
        return new Archive(
                archive.path("name").asText(),
                archive.path("from").asText(),
                to.isEmpty()
                        ? ""
                        : file.toAbsolutePath().resolveSibling(to).normalize().toString(),
                archive.path("format").asText(),
                archive.path("deadLetters").asText(Archive.DEFAULT_DEAD_LETTERS));
    }

    private static void unique(
            Path file, List<Archive> archives, String key, Function<Archive, String> value, List<Mistake> mistakes) {
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < archives.size(); i++) {
            String text = value.apply(archives.get(i));
            Integer first = text.isEmpty() ? null : seen.putIfAbsent(text, i);
            if (first != null) {
                mistakes.add(new Mistake(
                        file.toString(),
                        "archives[" + i + "]." + key,
                        "\"" + text + "\" is that of archives[" + first + "] too",
                        "Give each archive its own."));
            }
        }
    }
}
