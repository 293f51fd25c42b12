package io.tokenloom.cli.demo;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.cli.demo.report.Excerpt;
import io.tokenloom.cli.demo.report.ExcerptToken;
import io.tokenloom.cli.demo.report.ItemStatus;
import io.tokenloom.cli.demo.report.SourceItem;
import io.tokenloom.cli.ingest.PathIngest.PathSource;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What came out for one source, compared with its file piece by piece as the records come. A piece that was sent again
 * counts once; only the source's latest content counts. Not thread-safe.
 */
final class SourceTrace {
    private final PathSource source;
    private final FileBytes files;
    private final Map<Group, Totals> groups = new LinkedHashMap<>();
    private final List<ExcerptToken> excerpt = new ArrayList<>();
    private CoveredRanges covered = new CoveredRanges();
    private long version = Long.MIN_VALUE;

    private record Group(ItemStatus status, Optional<String> tokenizer, Optional<String> code) {}

    private static final class Totals {
        private long records;
        private long tokens;
        private long bytes;
        private boolean exact = true;
    }

    SourceTrace(PathSource source, FileBytes files) {
        this.source = source;
        this.files = files;
    }

    /** Tokens, and what they decode to. */
    void tokens(Piece piece, int[] ids, byte[] decoded, TextBundle bundle) throws IOException {
        String tokenizer = bundle.manifest().name() + " " + bundle.manifest().version();
        Group group = new Group(ItemStatus.TOKENS, Optional.of(tokenizer), Optional.empty());
        if (add(group, piece, decoded, ids.length)) {
            for (int i = 0; i < ids.length && excerpt.size() < Excerpt.MAX_TOKENS; i++) {
                excerpt.add(new ExcerptToken(ids[i], bundle.tokenizer().decode(new int[] {ids[i]})));
            }
        }
    }

    /** A dead letter and its content; false if it is none of the source's latest content, or was told before. */
    boolean deadLetter(Piece piece, byte[] content, String code) throws IOException {
        return add(new Group(ItemStatus.DEAD_LETTER, Optional.empty(), Optional.of(code)), piece, content, 0);
    }

    private boolean add(Group group, Piece piece, byte[] content, int tokens) throws IOException {
        if (piece.version() < version) {
            return false;
        }
        if (piece.version() > version) {
            version = piece.version();
            covered = new CoveredRanges();
            groups.clear();
            excerpt.clear();
        }
        if (!covered.add(piece.position(), piece.position() + content.length)) {
            return false;
        }
        Totals totals = groups.computeIfAbsent(group, any -> new Totals());
        totals.records += piece.starts() ? 1 : 0;
        totals.tokens += tokens;
        totals.bytes += content.length;
        totals.exact &= files.match(source.path(), piece.position(), content);
        return true;
    }

    /** One entry for each outcome. */
    List<SourceItem> items() {
        List<SourceItem> items = new ArrayList<>();
        groups.forEach((group, totals) -> items.add(new SourceItem(
                source.source(),
                SourceItem.TEXT,
                source.form().name().toLowerCase(Locale.ROOT),
                group.status(),
                group.tokenizer(),
                totals.records,
                totals.tokens,
                totals.bytes,
                group.code(),
                totals.exact)));
        return items;
    }

    /** How its tokens start, if it has any. */
    Optional<Excerpt> excerpt() {
        List<SourceItem> tokens = items().stream()
                .filter(item -> item.status() == ItemStatus.TOKENS)
                .toList();
        if (tokens.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Excerpt(
                source.source(),
                excerpt,
                tokens.stream().mapToLong(SourceItem::tokenCount).sum(),
                tokens.stream().mapToLong(SourceItem::sourceBytes).sum()));
    }

    /** Bytes that tokens decode to. */
    long decodedBytes() {
        return items().stream()
                .filter(item -> item.status() == ItemStatus.TOKENS)
                .mapToLong(SourceItem::sourceBytes)
                .sum();
    }

    /** Whether tokens and dead letters together are the file, byte for byte. */
    boolean exact() throws IOException {
        return groups.values().stream().allMatch(totals -> totals.exact) && covered.isWhole(Files.size(source.path()));
    }
}
