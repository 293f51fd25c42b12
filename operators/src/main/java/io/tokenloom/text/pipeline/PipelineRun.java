package io.tokenloom.text.pipeline;

import io.tokenloom.text.TokenBuffer;
import io.tokenloom.text.normalize.NormalizedText;
import io.tokenloom.text.normalize.Normalizer;
import java.util.Optional;

/**
 * Takes texts through the parts of a pipeline, one at a time. Not thread-safe: this is the working memory.
 *
 * <p>Text that no part changes is never copied.
 */
final class PipelineRun {
    private static final int UNLIMITED = Integer.MAX_VALUE;

    private final PipelineParts parts;
    private final Normalizer normalizer;
    private final AddedTokens rawTokens;
    private final AddedTokens normalizedTokens;
    private final boolean alwaysAligned;
    private final AddedTokens.Match rawMatch = new AddedTokens.Match();
    private final AddedTokens.Match match = new AddedTokens.Match();
    private final NormalizedText normalized = new NormalizedText();
    private final NormalizedText staged = new NormalizedText();
    private final int[] pieceEnds = new int[256];

    private byte[] utf8;
    private int textStart;
    /** Null when tokens are only counted. */
    private TokenBuffer out;

    private int left;
    private boolean aligned;
    private int stoppedAt;

    PipelineRun(PipelineParts parts, Optional<AddedTokens> rawTokens, Optional<AddedTokens> normalizedTokens) {
        this.parts = parts;
        this.normalizer = parts.normalizer().orElse(null);
        this.rawTokens = rawTokens.orElse(null);
        this.normalizedTokens = normalizedTokens.orElse(null);
        this.alwaysAligned = parts.stages().stream().anyMatch(s -> s.rewrite().needsStart());
    }

    /** Appends at most so many tokens, and gives the index of the original behind the last, or {@code to} after all. */
    int encode(int maxTokens, byte[] text, int from, int to, TokenBuffer into) {
        return encodeWithin(maxTokens, text, from, from, to, into);
    }

    /** The same for a stretch of a text that begins at {@code start}. */
    int encodeWithin(int maxTokens, byte[] text, int start, int from, int to, TokenBuffer into) {
        out = into;
        left = maxTokens;
        aligned = alwaysAligned || into.hasSpans() || maxTokens != UNLIMITED;
        run(text, start, from, to);
        out = null;
        return stoppedAt;
    }

    int count(byte[] text, int from, int to) {
        left = UNLIMITED;
        aligned = alwaysAligned;
        run(text, from, from, to);
        return UNLIMITED - left;
    }

    private void run(byte[] text, int start, int from, int to) {
        utf8 = text;
        textStart = start;
        stoppedAt = from;
        int at = from;
        boolean more = true;
        while (more && at < to) {
            boolean found = rawTokens != null && rawTokens.find(text, from, at, to, rawMatch);
            int end = found ? rawMatch.start : to;
            more = end == at || normalize(at, end);
            if (found && more) {
                more = add(rawMatch.id, rawMatch.start, rawMatch.end);
            }
            at = found ? rawMatch.end : to;
        }
        if (more) {
            stoppedAt = to;
        }
        utf8 = null;
    }

    private boolean normalize(int from, int to) {
        if (normalizer == null || normalizer.leaves(utf8, from, to)) {
            return cut(utf8, from, to, null);
        }
        normalized.set(utf8, from, to, aligned);
        normalizer.normalize(normalized);
        return cut(normalized.bytes(), 0, normalized.length(), normalized);
    }

    /** @param alignment of the bytes; null for the original itself */
    private boolean cut(byte[] bytes, int from, int to, NormalizedText alignment) {
        int at = from;
        boolean more = true;
        while (more && at < to) {
            boolean found = normalizedTokens != null && normalizedTokens.find(bytes, from, at, to, match);
            int end = found ? match.start : to;
            more = end == at || rewrite(bytes, at, end, alignment);
            if (found && more) {
                more = alignment == null || !aligned
                        ? add(match.id, match.start, match.end)
                        : add(match.id, alignment.start(match.start), alignment.end(match.end - 1));
            }
            at = found ? match.end : to;
        }
        return more;
    }

    private boolean rewrite(byte[] bytes, int from, int to, NormalizedText alignment) {
        if (parts.stages().isEmpty()) {
            return tokenize(bytes, from, to, alignment);
        }
        if (alignment == null) {
            staged.set(bytes, from, to, aligned);
        } else {
            staged.set(alignment, from, to);
        }
        for (int i = 0; i < parts.stages().size(); i++) {
            parts.stages().get(i).apply(staged, textStart, pieceEnds);
        }
        return tokenize(staged.bytes(), 0, staged.length(), staged);
    }

    private boolean tokenize(byte[] bytes, int from, int to, NormalizedText alignment) {
        if (from == to) {
            return true;
        }
        if (out == null) {
            left -= parts.encoder().count(bytes, from, to);
            return true;
        }
        int before = out.size();
        int end = to;
        if (left == UNLIMITED) {
            parts.encoder().encode(bytes, from, to, out);
        } else {
            end = parts.encoder().encodeUpTo(left, bytes, from, to, out);
            left -= out.size() - before;
        }
        if (alignment != null && out.hasSpans()) {
            align(before, alignment);
        }
        if (end == to) {
            stoppedAt = alignment == null ? to : aligned ? alignment.end(to - 1) : stoppedAt;
        } else if (end > from) {
            stoppedAt = alignment == null ? end : alignment.end(end - 1);
        }
        return end == to;
    }

    private void align(int before, NormalizedText alignment) {
        int[] starts = out.starts();
        int[] ends = out.ends();
        for (int i = before; i < out.size(); i++) {
            int start = starts[i];
            int end = ends[i];
            starts[i] = alignment.start(start == end && start > 0 ? start - 1 : start);
            ends[i] = end > start ? alignment.end(end - 1) : starts[i];
        }
    }

    private boolean add(int id, int start, int end) {
        if (left == 0) {
            return false;
        }
        if (out != null) {
            out.add(id, start, end);
        }
        if (out == null || left != UNLIMITED) {
            left--;
        }
        stoppedAt = end;
        return true;
    }

    /** Bytes of working memory. */
    long memory() {
        return normalized.memory() + staged.memory();
    }
}
