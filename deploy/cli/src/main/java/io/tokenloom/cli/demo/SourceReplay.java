package io.tokenloom.cli.demo;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.demo.report.Excerpt;
import io.tokenloom.cli.demo.report.SourceItem;
import io.tokenloom.cli.demo.report.TextCheck;
import io.tokenloom.cli.ingest.LineId;
import io.tokenloom.cli.ingest.PathIngest.PathSource;
import io.tokenloom.cli.ingest.SourceForm;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.reader.decode.TextDecoder;
import io.tokenloom.reader.decode.TokenDecoders;
import io.tokenloom.reader.decode.UnknownTokenizerException;
import io.tokenloom.reader.records.DeadLetter;
import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.reader.records.RecordHeaders;
import io.tokenloom.reader.records.TokenRecordReader;
import io.tokenloom.record.SourceRef;
import io.tokenloom.record.TextItem;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.wire.AvroRecordReader;
import io.tokenloom.wire.HeaderNames;
import io.tokenloom.wire.SchemaSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What came out for texts: their tokens, decoded, and their dead letters, compared with the files. Not thread-safe. */
final class SourceReplay {
    private static final int MAX_EXCERPTS = 60;

    private final DeadLetterContents contents;
    private final TokenDecoders decoders;
    private final TokenRecordReader sequences;
    private final AvroRecordReader<TextItem> texts;
    private final Map<String, SourceTrace> traces = new TreeMap<>();
    private final Map<RecordAddress, Long> partPositions = new HashMap<>();
    private final Map<String, PathSource> sources = new HashMap<>();
    private final Set<TextBundle> bundles = new LinkedHashSet<>();
    private final DeadLetterExamples examples;

    SourceReplay(
            List<PathSource> sources,
            TokenDecoders decoders,
            SchemaSource schemas,
            DeadLetterContents contents,
            FileBytes files,
            DeadLetterExamples examples) {
        this.contents = contents;
        this.examples = examples;
        this.decoders = decoders;
        this.sequences = new TokenRecordReader(schemas);
        this.texts = AvroRecordReader.of(TextItem.class, schemas);
        sources.forEach(source -> {
            this.sources.put(source.source(), source);
            traces.put(source.source(), new SourceTrace(source, files));
        });
    }

    boolean has(String source) {
        return traces.containsKey(source);
    }

    /** Takes a record of a source that it has. */
    void see(String source, ConsumerRecord<byte[], byte[]> read) throws IOException {
        Optional<DeadLetter> letter = DeadLetter.of(read);
        if (letter.isPresent()) {
            deadLetter(source, read, letter.get());
        } else {
            tokens(source, sequences.read(read));
        }
    }

    private void tokens(String source, TokenSequence sequence) throws IOException {
        TextBundle bundle = bundle(sequence);
        int[] ids = TextDecoder.ids(sequence);
        byte[] decoded = bundle.tokenizer().decode(ids);
        SourceRef ref = sequence.getSource();
        RecordAddress address = new RecordAddress(ref.getTopic(), ref.getPartition(), ref.getOffset());
        long within = ref.getPart() == 0 ? 0 : partPositions.getOrDefault(address, 0L);
        if (ref.getPart() < ref.getParts() - 1) {
            partPositions.put(address, within + decoded.length);
        } else {
            partPositions.remove(address);
        }
        Optional<Piece> piece = pieceAt(source, sequence.getItemId(), ref.getOffset(), within);
        if (piece.isPresent()) {
            traces.get(source).tokens(piece.get(), ids, decoded, bundle);
        }
    }

    private TextBundle bundle(TokenSequence sequence) {
        try {
            TextBundle bundle = decoders.text(sequence.getTokenizer()).bundle();
            bundles.add(bundle);
            return bundle;
        } catch (UnknownTokenizerException e) {
            throw CommandException.failed(e.getMessage() + ". Give the demo a home of its own with --home.", e);
        }
    }

    private void deadLetter(String source, ConsumerRecord<byte[], byte[]> read, DeadLetter letter) throws IOException {
        byte[] content = contents.claimed(read, TopicCatalogue.MAX_CLAIMED_TEXT_BYTES)
                .orElseGet(() -> carried(source, read.value()));
        String itemId = RecordHeaders.text(read, HeaderNames.ITEM_ID).orElse(source);
        Optional<Piece> piece = pieceAt(source, itemId, letter.source().offset(), 0);
        if (piece.isPresent() && traces.get(source).deadLetter(piece.get(), content, letter.code())) {
            examples.add(source, letter, content);
        }
    }

    /** A text is within an Avro record; one that is damaged stands for itself. */
    private byte[] carried(String source, byte[] value) {
        if (sources.get(source).form() == SourceForm.LINES) {
            return value;
        }
        try {
            ByteBuffer content = texts.read(value).getContent();
            byte[] bytes = new byte[content.remaining()];
            content.get(bytes);
            return bytes;
        } catch (TokenizationException e) {
            return value;
        }
    }

    /** Lines tell by their id where they start; of a whole text the newest record counts. */
    private Optional<Piece> pieceAt(String source, String itemId, long offset, long within) {
        if (sources.get(source).form() != SourceForm.LINES) {
            return LineId.parse(source, itemId).isPresent()
                    ? Optional.empty()
                    : Optional.of(new Piece(offset, within, within == 0));
        }
        return LineId.parse(source, itemId)
                .map(line -> new Piece(line.generation(), line.position() + within, within == 0));
    }

    /** What became of each source, by source id. */
    List<SourceItem> items() {
        return traces.values().stream().flatMap(trace -> trace.items().stream()).toList();
    }

    /** The tokenizers that made the tokens. */
    Set<TextBundle> bundles() {
        return bundles;
    }

    /** How the first sources start. */
    List<Excerpt> excerpts() {
        return traces.values().stream()
                .flatMap(trace -> trace.excerpt().stream())
                .limit(MAX_EXCERPTS)
                .toList();
    }

    /** The comparison, leaving out sources that could not be sent. */
    TextCheck check(Map<String, String> notSent) throws IOException {
        long bytes = 0;
        boolean exact = true;
        for (Map.Entry<String, SourceTrace> trace : traces.entrySet()) {
            bytes += trace.getValue().decodedBytes();
            exact &= notSent.containsKey(trace.getKey()) || trace.getValue().exact();
        }
        return new TextCheck(bytes, exact);
    }
}
