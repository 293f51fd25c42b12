package io.tokenloom.cli.demo;

import io.tokenloom.bundle.ProgressiveBundle;
import io.tokenloom.bundle.TokenizerBundle;
import io.tokenloom.cli.demo.report.ItemStatus;
import io.tokenloom.cli.demo.report.SourceItem;
import io.tokenloom.cli.demo.report.VisualCheck;
import io.tokenloom.cli.ingest.PathIngest.PathSource;
import io.tokenloom.cli.ingest.SourceForm;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What came out for one image or video. Only its latest content counts. Not thread-safe. */
final class VisualTrace {
    private final PathSource source;
    private long version = Long.MIN_VALUE;
    private SourceItem item;
    private Optional<VisualCheck> check = Optional.empty();

    VisualTrace(PathSource source) {
        this.source = source;
        this.item = item(ItemStatus.MISSING, Optional.empty(), 0, 0, Optional.empty(), false);
    }

    PathSource source() {
        return source;
    }

    boolean isVideo() {
        return source.form() == SourceForm.VIDEO;
    }

    /** Offset of the source record that the outcome is of. */
    long version() {
        return version;
    }

    /** All its tokens, compared with its file. */
    void tokens(long newVersion, ProgressiveBundle bundle, List<PicturePart> parts, ComparedPicture<?> compared)
            throws IOException {
        version = newVersion;
        check = compared.check();
        item = item(
                ItemStatus.TOKENS,
                Optional.of(bundle.name() + " " + bundle.version()),
                parts.stream().mapToLong(part -> part.tokens().count()).sum(),
                Files.size(source.path()),
                parts.get(parts.size() - 1).endedEarly(),
                compared.sameContent());
    }

    /** All its tokens, which can't be compared as pictures; others that can may still come. */
    void undecoded(TokenizerBundle bundle, List<UndecodedPart> parts, boolean exact) throws IOException {
        check = Optional.empty();
        item = item(
                ItemStatus.TOKENS,
                Optional.of(bundle.name() + " " + bundle.version()),
                parts.stream().mapToLong(UndecodedPart::tokens).sum(),
                Files.size(source.path()),
                parts.get(parts.size() - 1).endedEarly(),
                exact);
    }

    /** A dead letter. */
    void deadLetter(long newVersion, String code, long bytes, boolean exact) {
        version = newVersion;
        check = Optional.empty();
        item = item(ItemStatus.DEAD_LETTER, Optional.empty(), 0, bytes, Optional.of(code), exact);
    }

    private SourceItem item(
            ItemStatus status,
            Optional<String> tokenizer,
            long tokens,
            long bytes,
            Optional<String> code,
            boolean exact) {
        String modality = source.form().name().toLowerCase(Locale.ROOT);
        return new SourceItem(
                source.source(),
                modality,
                modality,
                status,
                tokenizer,
                status == ItemStatus.MISSING ? 0 : 1,
                tokens,
                bytes,
                code,
                exact);
    }

    /** What became of it. */
    SourceItem item() {
        return item;
    }

    /** How well its tokens give it back, if it became any. */
    Optional<VisualCheck> check() {
        return check;
    }
}
