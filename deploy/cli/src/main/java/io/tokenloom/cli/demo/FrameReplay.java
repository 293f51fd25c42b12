package io.tokenloom.cli.demo;

import io.tokenloom.bundle.ProgressiveBundle;
import io.tokenloom.bundle.TokenizerBundle;
import io.tokenloom.bundle.VisualBundle;
import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.demo.report.ItemStatus;
import io.tokenloom.cli.demo.report.SourceItem;
import io.tokenloom.cli.demo.report.VisualCheck;
import io.tokenloom.cli.ingest.PathIngest.PathSource;
import io.tokenloom.cli.ingest.SourceForm;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.media.ImageDecoder;
import io.tokenloom.media.MediaLimits;
import io.tokenloom.media.video.ChildVp8Decoder;
import io.tokenloom.reader.decode.PictureTokens;
import io.tokenloom.reader.decode.TokenDecoders;
import io.tokenloom.reader.decode.UnknownTokenizerException;
import io.tokenloom.reader.decode.VisualDecoder;
import io.tokenloom.reader.records.DeadLetter;
import io.tokenloom.reader.records.RecordHeaders;
import io.tokenloom.reader.records.TokenRecordReader;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.token.TokenRecord;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.vision.VisualState;
import io.tokenloom.vision.preprocessing.EightBitPicture;
import io.tokenloom.wire.HeaderNames;
import io.tokenloom.wire.SchemaSource;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What came out for the frames of streams: each is decoded on the state that the ones before it left and compared with its
 * file. Memory: the state of each stream and one decoded picture. Not thread-safe.
 */
final class FrameReplay {
    private static final String MODALITY = "frames";

    private final TokenDecoders decoders;
    private final TokenRecordReader records;
    private final DeadLetterContents contents;
    private final FileBytes files;
    private final DeadLetterExamples examples;
    private final ContentDigests digests = new ContentDigests();
    private final ImageDecoder images = new ImageDecoder(MediaLimits.DEFAULTS, new ChildVp8Decoder());
    private final Map<String, PathSource> frames = new HashMap<>();
    private final Map<String, SourceItem> items = new TreeMap<>();
    private final Map<String, Stream> streams = new TreeMap<>();
    private final Set<TokenizerBundle> bundles = new LinkedHashSet<>();

    /** A stream as far as it was read. */
    private static final class Stream {
        private VisualState state;
        private int frames;
        private long tokens;
        private double decibels;
    }

    FrameReplay(
            List<PathSource> sources,
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
        sources.forEach(source -> {
            frames.put(source.source(), source);
            items.put(
                    source.source(), item(source, ItemStatus.MISSING, Optional.empty(), 0, 0, Optional.empty(), false));
            streams.put(streamOf(source), new Stream());
        });
    }

    /** Whether a source is a frame. */
    static boolean isOf(PathSource source) {
        return source.form() == SourceForm.FRAMES;
    }

    private static String streamOf(PathSource source) {
        int slash = source.source().lastIndexOf('/');
        return slash < 0 ? source.source() : source.source().substring(0, slash);
    }

    /** Whether records of this key are of one of the streams. */
    boolean has(String key) {
        return streams.containsKey(key);
    }

    /** Takes a record of a stream that it has. */
    void see(String stream, ConsumerRecord<byte[], byte[]> read) throws IOException {
        Optional<DeadLetter> letter = DeadLetter.of(read);
        if (letter.isPresent()) {
            Optional<PathSource> frame =
                    RecordHeaders.text(read, HeaderNames.ITEM_ID).map(frames::get);
            if (frame.isPresent()) {
                deadLetter(frame.get(), read, letter.get());
            }
            return;
        }
        TokenRecord record = records.readAny(read);
        TokenizerBundle bundle = bundle(record);
        if (!(bundle instanceof ProgressiveBundle progressive) || !(record instanceof TokenRecord.Ids ids)) {
            undecoded(bundle, record);
            return;
        }
        TokenSequence sequence = ids.sequence();
        VisualDecoder decoder = VisualDecoder.of(progressive).orElseThrow();
        PicturePart part = PicturePart.of(sequence);
        Stream known = streams.get(stream);
        VisualState before = known.state == null ? decoder.start() : known.state;
        known.state = after(read, decoder, part.tokens(), before);
        // A frame that was replaced since counts for the state all the same.
        Optional<PathSource> frame = Optional.ofNullable(frames.get(sequence.getItemId()));
        if (frame.isPresent()) {
            compare(frame.get(), progressive, decoder, part, known);
        }
    }

    /** It can't be compared as a picture; its digest tells what it was made of. */
    private void undecoded(TokenizerBundle bundle, TokenRecord record) throws IOException {
        PathSource frame = frames.get(record.itemId());
        if (frame == null || items.get(frame.source()).status() != ItemStatus.MISSING) {
            return;
        }
        byte[] content = Files.readAllBytes(frame.path());
        items.put(
                frame.source(),
                item(
                        frame,
                        ItemStatus.TOKENS,
                        Optional.of(bundle.name() + " " + bundle.version()),
                        record.count(),
                        content.length,
                        Optional.empty(),
                        digests.match(UndecodedPart.of(record).digest(), content)));
    }

    private static VisualState after(
            ConsumerRecord<byte[], byte[]> read, VisualDecoder decoder, PictureTokens tokens, VisualState before) {
        try {
            return decoder.after(tokens, decoder.mostTokens(), before);
        } catch (IllegalArgumentException e) {
            throw CommandException.failed(
                    "the tokens of " + read.topic() + "/" + read.partition() + "/" + read.offset()
                            + " can't be decoded: " + e.getMessage(),
                    e);
        }
    }

    private void compare(
            PathSource frame, ProgressiveBundle bundle, VisualDecoder decoder, PicturePart part, Stream stream)
            throws IOException {
        byte[] content = Files.readAllBytes(frame.path());
        boolean same = digests.match(part.digest(), content);
        int tokens = part.tokens().count();
        items.put(
                frame.source(),
                item(
                        frame,
                        ItemStatus.TOKENS,
                        Optional.of(bundle.name() + " " + bundle.version()),
                        tokens,
                        content.length,
                        Optional.empty(),
                        same));
        try {
            EightBitPicture source = bundle.tokenizer().prepare(images.decode(content));
            stream.frames++;
            stream.tokens += tokens;
            stream.decibels += ComparedPicture.psnr(decoder.picture(stream.state), source);
        } catch (TokenizationException e) {
            // Tokens of it were made, so it was another when it was sent: there is nothing to compare with.
            return;
        }
    }

    private void deadLetter(PathSource frame, ConsumerRecord<byte[], byte[]> read, DeadLetter letter)
            throws IOException {
        byte[] content =
                contents.claimed(read, TopicCatalogue.MAX_CLAIMED_MEDIA_BYTES).orElse(read.value());
        items.put(
                frame.source(),
                item(
                        frame,
                        ItemStatus.DEAD_LETTER,
                        Optional.empty(),
                        0,
                        content.length,
                        Optional.of(letter.code()),
                        files.match(frame.path(), 0, content)));
        examples.add(frame.source(), letter, content);
    }

    private TokenizerBundle bundle(TokenRecord record) {
        try {
            TokenizerBundle bundle = decoders.bundle(record.tokenizer());
            if (!(bundle instanceof VisualBundle)) {
                throw CommandException.failed("a text tokenizer made tokens of item " + record.itemId()
                        + ", which is a frame. Give the demo a home of its own with --home.");
            }
            bundles.add(bundle);
            return bundle;
        } catch (UnknownTokenizerException e) {
            throw CommandException.failed(e.getMessage() + ". Give the demo a home of its own with --home.", e);
        }
    }

    private static SourceItem item(
            PathSource frame,
            ItemStatus status,
            Optional<String> tokenizer,
            long tokens,
            long bytes,
            Optional<String> code,
            boolean exact) {
        return new SourceItem(
                frame.source(),
                MODALITY,
                MODALITY,
                status,
                tokenizer,
                status == ItemStatus.MISSING ? 0 : 1,
                tokens,
                bytes,
                code,
                exact);
    }

    /** What became of each frame that was sent. */
    List<SourceItem> items(Map<String, String> notSent) {
        return items.values().stream()
                .filter(item -> item.status() != ItemStatus.MISSING || !notSent.containsKey(item.source()))
                .toList();
    }

    /** The tokenizers that made the tokens. */
    Set<TokenizerBundle> bundles() {
        return bundles;
    }

    /** How well the tokens of each stream give it back. */
    List<VisualCheck> checks() {
        return streams.entrySet().stream()
                .filter(stream -> stream.getValue().frames > 0)
                .map(stream -> new VisualCheck(
                        stream.getKey(),
                        stream.getValue().frames,
                        (double) stream.getValue().tokens / stream.getValue().frames,
                        stream.getValue().decibels / stream.getValue().frames))
                .toList();
    }
}
