package io.tokenloom.cli.demo;

import io.tokenloom.bundle.ProgressiveBundle;
import io.tokenloom.bundle.TokenizerBundle;
import io.tokenloom.bundle.VisualBundle;
import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.demo.report.ItemStatus;
import io.tokenloom.cli.demo.report.ShownImage;
import io.tokenloom.cli.demo.report.ShownVideo;
import io.tokenloom.cli.demo.report.SourceItem;
import io.tokenloom.cli.demo.report.VisualCheck;
import io.tokenloom.cli.demo.report.VisualOutcome;
import io.tokenloom.cli.ingest.PathIngest.PathSource;
import io.tokenloom.cli.ingest.SourceForm;
import io.tokenloom.jobs.routes.ItemKind;
import io.tokenloom.jobs.routes.Route;
import io.tokenloom.jobs.routes.Routes;
import io.tokenloom.reader.decode.TokenDecoders;
import io.tokenloom.reader.decode.UnknownTokenizerException;
import io.tokenloom.reader.decode.VisualDecoder;
import io.tokenloom.reader.records.DeadLetter;
import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.reader.records.TokenRecordReader;
import io.tokenloom.record.SourceRef;
import io.tokenloom.token.TokenRecord;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.wire.SchemaSource;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What came out for images and videos: each is decoded from its records and compared with its file as soon as the last of
 * them is there; of tokens that can't be compared as pictures, their digests are. Memory: the ids of the items on their way, one decoded picture, and the pictures for the page. Not
 * thread-safe.
 */
final class VisualReplay {
    private static final int MAX_IMAGES = 12;
    private static final int MAX_VIDEOS = 4;

    private final Map<String, Route> routes = new HashMap<>();
    private final TokenDecoders decoders;
    private final TokenRecordReader records;
    private final DeadLetterContents contents;
    private final FileBytes files;
    private final DeadLetterExamples examples;
    private final Map<String, VisualTrace> traces = new TreeMap<>();
    private final PendingParts<PicturePart> pending = new PendingParts<>();
    private final PendingParts<UndecodedPart> undecoded = new PendingParts<>();
    private final UndecodedContent undecodedContent = new UndecodedContent();
    private final Set<TokenizerBundle> bundles = new LinkedHashSet<>();
    private final FirstShown<ShownImage> images = new FirstShown<>(MAX_IMAGES);
    private final FirstShown<ShownVideo> videos = new FirstShown<>(MAX_VIDEOS);

    VisualReplay(
            List<PathSource> sources,
            Routes routes,
            TokenDecoders decoders,
            SchemaSource schemas,
            DeadLetterContents contents,
            FileBytes files,
            DeadLetterExamples examples) {
        this.decoders = decoders;
        this.records = new TokenRecordReader(schemas);
        this.contents = contents;
        this.files = files;
        this.examples = examples;
        sources.forEach(source -> traces.put(source.source(), new VisualTrace(source)));
        routes.routes().stream()
                .filter(route -> route.item() == ItemKind.IMAGE || route.item() == ItemKind.VIDEO)
                .forEach(route -> this.routes.putIfAbsent(route.from(), route));
    }

    /** Whether a source is an image or a video. */
    static boolean isOf(PathSource source) {
        return source.form() == SourceForm.IMAGE || source.form() == SourceForm.VIDEO;
    }

    boolean has(String source) {
        return traces.containsKey(source);
    }

    /** Takes a record of a source that it has. */
    void see(String source, ConsumerRecord<byte[], byte[]> read) throws IOException {
        VisualTrace trace = traces.get(source);
        Optional<DeadLetter> letter = DeadLetter.of(read);
        if (letter.isPresent()) {
            if (isNews(trace, letter.get().source())) {
                deadLetter(trace, read, letter.get());
            }
            return;
        }
        TokenRecord record = records.readAny(read);
        SourceRef ref = record.source();
        RecordAddress address = new RecordAddress(ref.getTopic(), ref.getPartition(), ref.getOffset());
        if (!isNews(trace, address)) {
            return;
        }
        TokenizerBundle bundle = bundle(record);
        if (bundle instanceof ProgressiveBundle progressive && record instanceof TokenRecord.Ids ids) {
            Optional<List<PicturePart>> parts = pending.add(ref, record.tokenizer(), PicturePart.of(ids.sequence()));
            if (parts.isPresent()) {
                tokens(trace, address, progressive, parts.get());
            }
        } else {
            Optional<List<UndecodedPart>> parts = undecoded.add(ref, record.tokenizer(), UndecodedPart.of(record));
            if (parts.isPresent()) {
                undecoded(trace, address, bundle, parts.get());
            }
        }
    }

    /** What a source was as a text, before this program knew pictures, does not count; nor what came before. */
    private boolean isNews(VisualTrace trace, RecordAddress address) {
        Optional<Route> route = Optional.ofNullable(routes.get(address.topic()));
        return route.filter(known -> (known.item() == ItemKind.VIDEO) == trace.isVideo())
                        .isPresent()
                && address.offset() > trace.version();
    }

    private void tokens(VisualTrace trace, RecordAddress address, ProgressiveBundle bundle, List<PicturePart> parts)
            throws IOException {
        PathSource source = trace.source();
        String id = source.source();
        images.remove(id);
        videos.remove(id);
        VisualDecoder decoder = VisualDecoder.of(bundle).orElseThrow();
        try {
            if (trace.isVideo()) {
                double rate = routes.get(address.topic()).visual().framesPerSecond();
                ComparedPicture<ShownVideo> compared =
                        new VideoComparison(decoder, bundle.tokenizer(), rate).of(source, parts, videos.wants(id));
                trace.tokens(address.offset(), bundle, parts, compared);
                compared.shown().ifPresent(shown -> videos.put(id, shown));
            } else {
                ComparedPicture<ShownImage> compared =
                        new ImageComparison(decoder, bundle.tokenizer()).of(source, parts, images.wants(id));
                trace.tokens(address.offset(), bundle, parts, compared);
                compared.shown().ifPresent(shown -> images.put(id, shown));
            }
        } catch (IllegalArgumentException e) {
            throw CommandException.failed("the tokens of " + address + " can't be decoded: " + e.getMessage(), e);
        }
    }

    private void undecoded(VisualTrace trace, RecordAddress address, TokenizerBundle bundle, List<UndecodedPart> parts)
            throws IOException {
        boolean exact = trace.isVideo()
                ? undecodedContent.isOfVideo(
                        trace.source(),
                        parts,
                        routes.get(address.topic()).visual().framesPerSecond())
                : undecodedContent.isOfImage(trace.source(), parts);
        trace.undecoded(bundle, parts, exact);
    }

    private TokenizerBundle bundle(TokenRecord record) {
        try {
            TokenizerBundle bundle = decoders.bundle(record.tokenizer());
            if (!(bundle instanceof VisualBundle)) {
                throw CommandException.failed("a text tokenizer made tokens of item " + record.itemId()
                        + ", which is a picture. Give the demo a home of its own with --home.");
            }
            bundles.add(bundle);
            return bundle;
        } catch (UnknownTokenizerException e) {
            throw CommandException.failed(e.getMessage() + ". Give the demo a home of its own with --home.", e);
        }
    }

    private void deadLetter(VisualTrace trace, ConsumerRecord<byte[], byte[]> read, DeadLetter letter)
            throws IOException {
        byte[] content =
                contents.claimed(read, TopicCatalogue.MAX_CLAIMED_MEDIA_BYTES).orElse(read.value());
        String id = trace.source().source();
        images.remove(id);
        videos.remove(id);
        trace.deadLetter(
                letter.source().offset(),
                letter.code(),
                content.length,
                files.match(trace.source().path(), 0, content));
        examples.add(id, letter, content);
    }

    /** What became of each source that was sent. */
    List<SourceItem> items(Map<String, String> notSent) {
        return traces.values().stream()
                .map(VisualTrace::item)
                .filter(item -> item.status() != ItemStatus.MISSING || !notSent.containsKey(item.source()))
                .toList();
    }

    /** The tokenizers that made the tokens. */
    Set<TokenizerBundle> bundles() {
        return bundles;
    }

    /** The comparison. */
    VisualOutcome outcome() {
        List<VisualCheck> checks = traces.values().stream()
                .flatMap(trace -> trace.check().stream())
                .toList();
        return new VisualOutcome(checks, images.all(), videos.all());
    }
}
