package io.tokenloom.jobs.routes;

import io.tokenloom.text.mode.TextMode;
import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;
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
 * @param mode how texts are tokenized, if not as the tokenizer was published
 * @param embeddings first embeddings of the tokens that dynamic merging makes
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
        VisualOptions visual,
        TextMode mode,
        EmbeddingOptions embeddings)
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
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(embeddings, "embeddings");
        spans = Set.copyOf(spans);
    }

    /** A route of pictures. */
    public Route(
            String name,
            String from,
            RecordFormat format,
            ItemKind item,
            String tokenizer,
            String to,
            String deadLetters,
            Set<Span> spans,
            VisualOptions visual) {
        this(
                name,
                from,
                format,
                item,
                tokenizer,
                to,
                deadLetters,
                spans,
                visual,
                TextMode.AS_PUBLISHED,
                EmbeddingOptions.NONE);
    }

    /** A route of texts, tokenized as the tokenizer was published. */
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

    /** What is merged in windows, if anything is. */
    public Optional<TextMode.Dynamic> dynamic() {
        return mode instanceof TextMode.Dynamic dynamic ? Optional.of(dynamic) : Optional.empty();
    }
}
