package io.tokenloom.cli.demo;

import io.tokenloom.bundle.TokenizerBundle;
import io.tokenloom.claim.ClaimStore;
import io.tokenloom.cli.demo.report.DeadLetter;
import io.tokenloom.cli.demo.report.Excerpt;
import io.tokenloom.cli.demo.report.SourceItem;
import io.tokenloom.cli.demo.report.TextCheck;
import io.tokenloom.cli.demo.report.TokenizerLine;
import io.tokenloom.cli.demo.report.VisualCheck;
import io.tokenloom.cli.demo.report.VisualOutcome;
import io.tokenloom.cli.ingest.PathIngest.PathSource;
import io.tokenloom.jobs.routes.Routes;
import io.tokenloom.reader.decode.TokenDecoders;
import io.tokenloom.reader.records.CommittedRecords;
import io.tokenloom.reader.records.OffsetRange;
import io.tokenloom.wire.SchemaSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Decodes all tokens of some sources from the token topics and compares them, and the dead letters, with the files. Reads
 * in one pass; memory grows with the number of sources, not of records. Not thread-safe.
 */
final class DemoReplay implements AutoCloseable {
    private final Routes routes;
    private final Optional<ClaimStore> claims;
    private final FileBytes files = new FileBytes();
    private final DeadLetterExamples examples = new DeadLetterExamples();
    private final SourceReplay texts;
    private final VisualReplay pictures;
    private final FrameReplay frames;

    DemoReplay(
            List<PathSource> sources,
            Routes routes,
            TokenDecoders decoders,
            SchemaSource schemas,
            Optional<ClaimStore> claims) {
        this.routes = routes;
        this.claims = claims;
        DeadLetterContents contents = new DeadLetterContents(claims);
        this.texts = new SourceReplay(
                sources.stream()
                        .filter(source -> !VisualReplay.isOf(source) && !FrameReplay.isOf(source))
                        .toList(),
                decoders,
                schemas,
                contents,
                files,
                examples);
        this.pictures = new VisualReplay(
                sources.stream().filter(VisualReplay::isOf).toList(),
                routes,
                decoders,
                schemas,
                contents,
                files,
                examples);
        this.frames = new FrameReplay(
                sources.stream().filter(FrameReplay::isOf).toList(), decoders, schemas, contents, files, examples);
    }

    /** Goes through the output topics. */
    void read(CommittedRecords records) {
        Map<TopicPartition, OffsetRange> ranges = new HashMap<>();
        routes.targetTopics().forEach(topic -> ranges.putAll(records.ranges(topic)));
        records.visit(ranges, this::see);
    }

    private void see(ConsumerRecord<byte[], byte[]> read) {
        if (read.key() == null || read.value() == null) {
            return;
        }
        if (DeadLetterContents.isOfAnApp(read, routes)) {
            return;
        }
        String source = new String(read.key(), StandardCharsets.UTF_8);
        try {
            if (texts.has(source)) {
                texts.see(source, read);
            } else if (pictures.has(source)) {
                pictures.see(source, read);
            } else if (frames.has(source)) {
                frames.see(source, read);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What became of each source, by source id. */
    List<SourceItem> items(Map<String, String> notSent) {
        return Stream.of(texts.items(), pictures.items(notSent), frames.items(notSent))
                .flatMap(List::stream)
                .sorted(Comparator.comparing(SourceItem::source))
                .toList();
    }

    /** The tokenizers that made the tokens. */
    List<TokenizerLine> tokenizers() {
        Set<TokenizerBundle> bundles = new LinkedHashSet<>(texts.bundles());
        bundles.addAll(pictures.bundles());
        bundles.addAll(frames.bundles());
        return bundles.stream()
                .map(bundle -> new TokenizerLine(
                        bundle.name(),
                        bundle.version(),
                        bundle.fingerprint().shortHex(),
                        HexFormat.of().formatHex(bundle.fingerprint().sha256()),
                        bundle.vocabularySize(),
                        bundle.lossless()))
                .toList();
    }

    /** How the first texts start. */
    List<Excerpt> excerpts() {
        return texts.excerpts();
    }

    /** Examples of dead letters. */
    List<DeadLetter> deadLetters() {
        return examples.examples();
    }

    /** The comparison of texts, leaving out sources that could not be sent. */
    TextCheck check(Map<String, String> notSent) throws IOException {
        return texts.check(notSent);
    }

    /** The comparison of pictures. */
    VisualOutcome visual() {
        VisualOutcome outcome = pictures.outcome();
        List<VisualCheck> checks = new ArrayList<>(outcome.checks());
        checks.addAll(frames.checks());
        return new VisualOutcome(checks, outcome.images(), outcome.videos());
    }

    @Override
    public void close() throws IOException {
        claims.ifPresent(ClaimStore::close);
        files.close();
    }
}
