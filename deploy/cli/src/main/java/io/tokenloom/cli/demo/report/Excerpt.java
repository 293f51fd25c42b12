package io.tokenloom.cli.demo.report;

import java.util.List;

/**
 * How the tokens of a source start.
 *
 * @param source source id
 * @param tokens the first tokens
 * @param tokenCount all tokens of the source
 * @param bytes bytes that all tokens stand for
 */
public record Excerpt(String source, List<ExcerptToken> tokens, long tokenCount, long bytes) {
    /** Tokens that a page shows of one source. */
    public static final int MAX_TOKENS = 240;

    /** Copies. */
    public Excerpt {
        tokens = List.copyOf(tokens);
    }
}
