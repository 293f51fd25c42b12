package io.tokenloom.jobs.routes;

import java.io.Serializable;
import java.util.Objects;
import java.util.Set;

/**
 * One way through the platform. Immutable.
 *
 * @param name unique in its file; part of operator uids, so a renamed route starts from the beginning of its topic
 * @param from source topic
 * @param format what the source topic holds
 * @param item what its items are
 * @param tokenizer {@code builtin:NAME}, or an absolute path of a bundle directory that every worker can read
 * @param to topic of the token records
 * @param deadLetters topic of the source records that could not become tokens
 * @param spans which ends of tokens in the text the token records carry; none by default, for they cost bytes
 * @param visual options of pictures
 */
public record Route(
        String name,
        String from,
        RecordFormat format,
        ItemKind item,
        String tokenizer,
        String to,
        String deadLetters,
        Set<Span> spans,
        VisualOptions visual)
        implements Serializable {
    /** Topic of dead letters where a route names none. */
    public static final String DEFAULT_DEAD_LETTERS = "tokens.dlq.v1";

    /** Checks that all is there, and copies. */
    public Route {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(tokenizer, "tokenizer");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(deadLetters, "deadLetters");
        Objects.requireNonNull(item, "item");
        Objects.requireNonNull(visual, "visual");
        spans = Set.copyOf(spans);
    }

    /** A route of texts. */
    public Route(
            String name,
            String from,
            RecordFormat format,
            String tokenizer,
            String to,
            String deadLetters,
            Set<Span> spans) {
        this(name, from, format, ItemKind.TEXT, tokenizer, to, deadLetters, spans, VisualOptions.DEFAULT);
    }
}
