package io.tokenloom.cli.demo;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.claim.ClaimCheck;
import io.tokenloom.claim.ClaimStore;
import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.decode.TokenDecoder;
import io.tokenloom.cli.decode.UnknownTokenizerException;
import io.tokenloom.cli.demo.report.DeadLetter;
import io.tokenloom.cli.demo.report.Excerpt;
import io.tokenloom.cli.demo.report.SourceItem;
import io.tokenloom.cli.demo.report.TextCheck;
import io.tokenloom.cli.demo.report.TokenizerLine;
import io.tokenloom.cli.ingest.LineId;
import io.tokenloom.cli.ingest.PathIngest.PathSource;
import io.tokenloom.cli.ingest.SourceForm;
import io.tokenloom.cli.records.CommittedRecords;
import io.tokenloom.cli.records.OffsetRange;
import io.tokenloom.cli.records.RecordAddress;
import io.tokenloom.cli.records.RecordHeaders;
import io.tokenloom.cli.records.TokenRecordReader;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.jobs.routes.Routes;
import io.tokenloom.record.SourceRef;
import io.tokenloom.record.TextItem;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.wire.AvroRecordReader;
import io.tokenloom.wire.HeaderNames;
import io.tokenloom.wire.SchemaSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Decodes all tokens of some sources from the token topics and compares them, and the dead letters, with the files. Reads
 * in one pass; memory grows with the number of sources, not of records. Not thread-safe.
 */
final class SourceReplay implements AutoCloseable {
    private static final int MAX_EXCERPTS = 60;
    private static final int MAX_DEAD_LETTERS = 40;
    private static final int MAX_DEAD_LETTERS_OF_A_SOURCE = 2;

    private final Optional<ClaimStore> claims;
    private final TokenDecoder decoder;
    private final TokenRecordReader sequences;
    private final AvroRecordReader<TextItem> texts;
    private final FileBytes files = new FileBytes();
    private final Map<String, SourceTrace> traces = new TreeMap<>();
    private final Map<RecordAddress, Long> partPositions = new HashMap<>();
    private final Map<String, PathSource> sources = new HashMap<>();
    private final Set<TextBundle> bundles = new LinkedHashSet<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();

    SourceReplay(List<PathSource> sources, TokenDecoder decoder, SchemaSource schemas, Optional<ClaimStore> claims) {
        this.claims = claims;
        this.decoder = decoder;
        this.sequences = new TokenRecordReader(schemas);
        this.texts = AvroRecordReader.of(TextItem.class, schemas);
        sources.forEach(source -> {
            this.sources.put(source.source(), source);
            traces.put(source.source(), new SourceTrace(source, files));
        });
    }

    /** Goes through the output topics. */
    void read(CommittedRecords records, Routes routes) {
        Map<TopicPartition, OffsetRange> ranges = new HashMap<>();
        routes.targetTopics().forEach(topic -> ranges.putAll(records.ranges(topic)));
        records.visit(ranges, this::see);
    }

    private void see(ConsumerRecord<byte[], byte[]> read) {
        if (read.key() == null || read.value() == null) {
            return;
        }
        String source = new String(read.key(), StandardCharsets.UTF_8);
        if (!traces.containsKey(source)) {
            return;
        }
        Optional<io.tokenloom.cli.records.DeadLetter> letter = io.tokenloom.cli.records.DeadLetter.of(read);
        try {
            if (letter.isPresent()) {
                deadLetter(source, read, letter.get());
            } else {
                tokens(source, sequences.read(read));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void tokens(String source, TokenSequence sequence) throws IOException {
        TextBundle bundle = bundle(sequence);
        int[] ids = TokenDecoder.ids(sequence);
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
            TextBundle bundle = decoder.bundle(sequence.getTokenizer());
            bundles.add(bundle);
            return bundle;
        } catch (UnknownTokenizerException e) {
            throw CommandException.failed(e.getMessage() + ". Give the demo a home of its own with --home.", e);
        }
    }

    private void deadLetter(
            String source, ConsumerRecord<byte[], byte[]> read, io.tokenloom.cli.records.DeadLetter letter)
            throws IOException {
        byte[] content = content(source, read);
        String itemId = RecordHeaders.text(read, HeaderNames.ITEM_ID).orElse(source);
        Optional<Piece> piece = pieceAt(source, itemId, letter.source().offset(), 0);
        if (piece.isEmpty() || !traces.get(source).deadLetter(piece.get(), content, letter.code())) {
            return;
        }
        long told = deadLetters.stream()
                .filter(known -> known.source().equals(source) && known.code().equals(letter.code()))
                .count();
        if (told < MAX_DEAD_LETTERS_OF_A_SOURCE && deadLetters.size() < MAX_DEAD_LETTERS) {
            deadLetters.add(new DeadLetter(
                    source,
                    letter.source().toString(),
                    letter.code(),
                    letter.message(),
                    content.length,
                    Arrays.copyOf(content, Math.min(content.length, DeadLetter.FIRST_BYTES))));
        }
    }

    /** A text is within an Avro record, or a claim check stands for it; one that is damaged stands for itself. */
    private byte[] content(String source, ConsumerRecord<byte[], byte[]> read) {
        byte[] value = read.value();
        if (claims.isPresent()) {
            try {
                Optional<ClaimCheck> check = ClaimCheck.in(name -> RecordHeaders.text(read, name));
                if (check.isPresent()) {
                    return claims.get().get(check.get(), TopicCatalogue.MAX_CLAIMED_TEXT_BYTES);
                }
            } catch (TokenizationException e) {
                return value;
            }
        }
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
    List<TokenizerLine> tokenizers() {
        return bundles.stream()
                .map(bundle -> new TokenizerLine(
                        bundle.manifest().name(),
                        bundle.manifest().version(),
                        HexFormat.of().formatHex(bundle.fingerprint().shortBytes()),
                        HexFormat.of().formatHex(bundle.fingerprint().sha256()),
                        bundle.tokenizer().vocabularySize(),
                        bundle.tokenizer().lossless()))
                .toList();
    }

    /** How the first sources start. */
    List<Excerpt> excerpts() {
        return traces.values().stream()
                .flatMap(trace -> trace.excerpt().stream())
                .limit(MAX_EXCERPTS)
                .toList();
    }

    /** Examples of dead letters. */
    List<DeadLetter> deadLetters() {
        return List.copyOf(deadLetters);
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

    @Override
    public void close() throws IOException {
        claims.ifPresent(ClaimStore::close);
        files.close();
    }
}
