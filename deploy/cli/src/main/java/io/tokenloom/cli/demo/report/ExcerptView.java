package io.tokenloom.cli.demo.report;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An excerpt as the page shows it.
 *
 * @param source source id
 * @param tokens its first tokens
 * @param tokenCount all tokens of the source
 * @param bytes bytes that all tokens stand for
 * @param more whether there are more tokens
 * @param first whether it is the first of its folder
 */
public record ExcerptView(
        String source, List<TokenView> tokens, long tokenCount, long bytes, boolean more, boolean first) {
    /** Views of excerpts. */
    static List<ExcerptView> of(List<Excerpt> excerpts) {
        Set<String> folders = new HashSet<>();
        return excerpts.stream()
                .map(excerpt -> of(excerpt, folders.add(folder(excerpt.source()))))
                .toList();
    }

    private static ExcerptView of(Excerpt excerpt, boolean first) {
        return new ExcerptView(
                excerpt.source(),
                excerpt.tokens().stream().map(TokenView::of).toList(),
                excerpt.tokenCount(),
                excerpt.bytes(),
                excerpt.tokens().size() < excerpt.tokenCount(),
                first);
    }

    private static String folder(String source) {
        return source.substring(0, source.lastIndexOf('/') + 1);
    }
}
