package io.tokenloom.jobs.routes;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenloom.configuration.ConfigurationException;
import io.tokenloom.configuration.Durations;
import io.tokenloom.configuration.FileSchema;
import io.tokenloom.configuration.Mistake;
import io.tokenloom.configuration.YamlDocument;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a routes file.
 *
 * <pre>{@code
 * job: tokenize                        # optional; stable and unique on the cluster
 * routes:
 *   - name: logs
 *     from: {topic: logs.raw.v1, format: lines}     # avro, bytes or lines; item: text, image, frame or video
 *     tokenizer: builtin:o200k_base                 # or a directory, relative to this file
 *     to: tokens.text.v1
 *     deadLetters: tokens.dlq.v1                    # optional
 *     options: {spans: [bytes, utf16]}              # optional; default: no spans
 *   - name: prose
 *     from: {topic: media.text.raw.v1, format: avro}
 *     tokenizer: builtin:o200k_base
 *     to: tokens.prose.v1
 *     options:                                      # one of dynamic, digits and items
 *       dynamic:
 *         merges: 100
 *         boundary: word                            # the default; sentence, word_hyphen or pretokens
 *         minimumCount: 2                           # the default
 *         window: {records: 1000, by: partition}    # the default; or bytes or time; or by key; idle: 30s
 *   - name: images
 *     from: {topic: media.images.raw.v1, format: bytes, item: image}
 *     tokenizer: builtin:visual-reference
 *     to: tokens.visual.v1
 *     options: {quality: 24, tokens: 32, steps: 4, device: auto}   # optional
 *   - name: cameras
 *     from: {topic: media.frames.raw.v1, format: avro, item: frame}
 *     tokenizer: builtin:visual-reference
 *     to: tokens.visual.v1
 *     options:                                      # optional
 *       bitsPerSecond: 8000
 *       burst: 2s                                   # with bitsPerSecond; default 1s
 *       resets: {gapFrames: 5, gap: 3s, age: 1min}  # each optional
 * delivery:                            # optional, these are the defaults
 *   guarantee: exactly-once            # or at-least-once
 *   checkpointInterval: 1s
 *   checkpointTimeout: 2min
 *   transactionTimeout: 10min
 * }</pre>
 */
public final class RoutesFile {
    private static final FileSchema SCHEMA = FileSchema.load(RoutesFile.class, "routes.schema.json");
    private static final String BUILTIN = "builtin:";

    private RoutesFile() {}

    /**
     * The routes in a file.
     *
     * @throws ConfigurationException with every mistake of the file
     */
    public static Routes read(Path file) {
        RoutesDraft draft = draft(file);
        if (!draft.mistakes().isEmpty()) {
            throw new ConfigurationException(draft.mistakes());
        }
        return draft.routes();
    }

    /** The routes in a file as far as they can be made out, for a caller that has more to check before it complains. */
    public static RoutesDraft draft(Path file) {
        JsonNode root;
        try {
            root = YamlDocument.read(file);
        } catch (ConfigurationException e) {
            return new RoutesDraft(new Routes(Routes.DEFAULT_JOB, List.of(), Delivery.DEFAULT), e.mistakes());
        }
        List<Mistake> mistakes = new ArrayList<>(SCHEMA.mistakes(file, root));
        Routes routes = routes(file, root);
        mistakes.addAll(RouteRules.check(file, routes));
        mistakes.addAll(TextModeRules.check(file, root));
        return new RoutesDraft(routes, mistakes);
    }

    /** As much as can be read: what the schema refused is left as it is, empty, or the default. */
    private static Routes routes(Path file, JsonNode root) {
        List<Route> routes = new ArrayList<>();
        root.path("routes").forEach(route -> routes.add(route(file, route)));
        return new Routes(root.path("job").asText(Routes.DEFAULT_JOB), routes, delivery(root.path("delivery")));
    }

    private static Route route(Path file, JsonNode route) {
        return new Route(
                route.path("name").asText(),
                route.path("from").path("topic").asText(),
                format(route.path("from").path("format").asText()),
                item(route.path("from").path("item").asText(ItemKind.TEXT.text())),
                tokenizer(file, route.path("tokenizer").asText()),
                route.path("to").asText(),
                route.path("deadLetters").asText(Route.DEFAULT_DEAD_LETTERS),
                spans(route.path("options").path("spans")),
                VisualOptionsReader.read(route.path("options")),
                TextModeReader.read(route.path("options")),
                embeddings(file, route.path("options").path("dynamic").path("embeddings")));
    }

    private static EmbeddingOptions embeddings(Path file, JsonNode embeddings) {
        if (!embeddings.path("table").isTextual()) {
            return EmbeddingOptions.NONE;
        }
        return new EmbeddingOptions(
                file.toAbsolutePath()
                        .resolveSibling(embeddings.path("table").textValue())
                        .normalize()
                        .toString(),
                embeddings.path("tensor").asText(),
                embeddings.path("weights").asText().equals("length")
                        ? EmbeddingOptions.Weights.LENGTH
                        : EmbeddingOptions.Weights.MEAN);
    }

    private static ItemKind item(String text) {
        try {
            return ItemKind.of(text);
        } catch (IllegalArgumentException e) {
            return ItemKind.TEXT;
        }
    }

    private static Set<Span> spans(JsonNode list) {
        Set<Span> spans = EnumSet.noneOf(Span.class);
        for (JsonNode span : list) {
            try {
                spans.add(Span.of(span.asText()));
            } catch (IllegalArgumentException e) {
                // The schema has told so.
                continue;
            }
        }
        return spans;
    }

    private static RecordFormat format(String text) {
        try {
            return RecordFormat.of(text);
        } catch (IllegalArgumentException e) {
            return RecordFormat.BYTES;
        }
    }

    private static String tokenizer(Path file, String text) {
        if (text.startsWith(BUILTIN) || text.isEmpty()) {
            return text;
        }
        return file.toAbsolutePath().resolveSibling(text).normalize().toString();
    }

    private static Delivery delivery(JsonNode delivery) {
        Delivery standard = Delivery.DEFAULT;
        return new Delivery(
                guarantee(delivery.path("guarantee").asText(standard.guarantee().text())),
                duration(delivery.path("checkpointInterval"), standard.checkpointInterval()),
                duration(delivery.path("checkpointTimeout"), standard.checkpointTimeout()),
                duration(delivery.path("transactionTimeout"), standard.transactionTimeout()));
    }

    private static Guarantee guarantee(String text) {
        try {
            return Guarantee.of(text);
        } catch (IllegalArgumentException e) {
            return Delivery.DEFAULT.guarantee();
        }
    }

    private static Duration duration(JsonNode value, Duration standard) {
        try {
            return value.isTextual() ? Durations.parse(value.textValue()) : standard;
        } catch (IllegalArgumentException e) {
            return standard;
        }
    }
}
