package io.tokenloom.streams.apps;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenloom.configuration.ConfigurationException;
import io.tokenloom.configuration.FileSchema;
import io.tokenloom.configuration.Mistake;
import io.tokenloom.configuration.YamlDocument;
import io.tokenloom.streams.AnnouncedTokenizers;
import io.tokenloom.streams.Complaints;
import io.tokenloom.streams.StreamsApp;
import io.tokenloom.streams.assemble.AssembleReader;
import io.tokenloom.streams.statistics.StatisticsReader;
import io.tokenloom.streams.tables.NeighbourReader;
import io.tokenloom.streams.tables.SuccessorReader;
import io.tokenloom.streams.trim.TrimReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads an apps file.
 *
 * <pre>{@code
 * application: tokenloom                 # unique on the Kafka cluster, and stable
 * threads: 1                             # of each app; optional, this is the default
 * assemble:
 *   - name: sequences
 *     from: [tokens.text.v1, tokens.visual.v1]
 *     to: tokens.packed.v1
 *     deadLetters: tokens.dlq.v1         # optional, in each app
 *     documents:                         # optional, these are the defaults
 *       by: [correlation-id, stream-key, item-id]   # the first that a record has; or record-key, which costs least
 *       gap: 10s                         # a document ends when nothing came for so long, in event time
 *       grace: 5s                        # how much out of order a partition may be
 *       span: 10min                      # from its first to its last item
 *       items: 10000
 *       idle: 10s                        # a partition without records for so long holds nothing up
 *       heldBytes: 67108864
 *       late: document                   # or dead-letter
 *       missing: mark                    # or dead-letter; with expect: {text: 1, visual: 2}
 *     ids:
 *       - {tokenizer: o200k_base, modality: text, offset: 0}
 *       - {tokenizer: visual-reference, modality: visual, offset: 200100, begin: [200019], end: [200020]}
 *       # of vectors: {tokenizer: clip, modality: visual, placeholder: 200021, expansion: each-token}
 *     documentEnd: [199999]              # optional
 *     budget: {ids: 4096, division: equal}          # optional; or complexity
 *     pack: {length: 8192, delay: 10s, open: 8}     # optional; delay and open have these defaults
 * trim:
 *   - {name: small, from: tokens.visual.v1, to: tokens.visual.small.v1, tokens: 16}   # or bytes, or level
 * statistics:
 *   - {name: looks, from: [tokens.text.v1], window: 1min, grace: 10s}
 * successors:
 *   - {name: followers, from: [tokens.text.v1], every: 10s}
 * neighbours:
 *   - {name: near, neighbours: 64}       # from: tokens.codebooks.v1
 * }</pre>
 */
public final class AppsFile {
    private static final FileSchema SCHEMA = FileSchema.load(AppsFile.class, "apps.schema.json");
    private static final List<String> KINDS = List.of("assemble", "trim", "statistics", "successors", "neighbours");

    private final Path file;
    private final JsonNode root;

    private AppsFile(Path file, JsonNode root) {
        this.file = file;
        this.root = root;
    }

    /**
     * Reads one, and tells what is wrong with it by itself.
     *
     * @throws ConfigurationException with every mistake
     */
    public static AppsFile read(Path file) {
        JsonNode root = YamlDocument.read(file);
        List<Mistake> mistakes = new ArrayList<>(SCHEMA.mistakes(file, root));
        if (mistakes.isEmpty()) {
            uniqueNames(file, root, mistakes);
        }
        if (!mistakes.isEmpty()) {
            throw new ConfigurationException(mistakes);
        }
        return new AppsFile(file, root);
    }

    private static void uniqueNames(Path file, JsonNode root, List<Mistake> mistakes) {
        Map<String, String> seen = new HashMap<>();
        for (String kind : KINDS) {
            for (int i = 0; i < root.path(kind).size(); i++) {
                String path = kind + "[" + i + "].name";
                String name = root.path(kind).get(i).path("name").asText();
                String before = seen.putIfAbsent(name, path);
                if (before != null) {
                    mistakes.add(new Mistake(
                            file.toString(),
                            path,
                            "\"" + name + "\" is the name of " + before + " too",
                            "Choose another."));
                }
            }
        }
        if (seen.isEmpty()) {
            mistakes.add(
                    new Mistake(file.toString(), "", "has no app", "Add one under " + String.join(", ", KINDS) + "."));
        }
    }

    /** The tokenizers that it names, as it names them. */
    Set<String> tokenizers() {
        Set<String> names = new HashSet<>();
        root.path("assemble").forEach(app -> app.path("ids")
                .forEach(place -> names.add(place.path("tokenizer").asText())));
        return names;
    }

    /**
     * The apps, with their tokenizers.
     *
     * @throws ConfigurationException with every mistake
     */
    public Apps apps(AnnouncedTokenizers tokenizers) {
        List<Mistake> mistakes = new ArrayList<>();
        List<StreamsApp> apps = new ArrayList<>();
        each("assemble", mistakes, complaints -> AssembleReader.read(complaints.entry(), tokenizers, complaints), apps);
        each("trim", mistakes, complaints -> TrimReader.read(complaints.entry(), complaints), apps);
        each("statistics", mistakes, complaints -> Optional.of(StatisticsReader.read(complaints.entry())), apps);
        each("successors", mistakes, complaints -> Optional.of(SuccessorReader.read(complaints.entry())), apps);
        each("neighbours", mistakes, complaints -> Optional.of(NeighbourReader.read(complaints.entry())), apps);
        if (!mistakes.isEmpty()) {
            throw new ConfigurationException(mistakes);
        }
        return new Apps(root.path("application").asText(), root.path("threads").asInt(1), apps);
    }

    private interface Reader {
        Optional<? extends StreamsApp> read(Complaints complaints);
    }

    private void each(String kind, List<Mistake> mistakes, Reader reader, List<StreamsApp> apps) {
        for (int i = 0; i < root.path(kind).size(); i++) {
            Complaints complaints =
                    new Complaints(file, kind + "[" + i + "]", root.path(kind).get(i), mistakes);
            reader.read(complaints).ifPresent(apps::add);
        }
    }
}
