package io.tokenloom.jobs.tokenize;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.jobs.routes.EmbeddingOptions;
import io.tokenloom.jobs.routes.Span;
import io.tokenloom.record.ElementType;
import io.tokenloom.record.TextAttributes;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.text.dynamic.BaseVocabulary;
import io.tokenloom.text.dynamic.ConstituentWeights;
import io.tokenloom.text.dynamic.DynamicBatch;
import io.tokenloom.text.dynamic.DynamicMerger;
import io.tokenloom.text.dynamic.DynamicVocabulary;
import io.tokenloom.text.dynamic.EmbeddingInitialization;
import io.tokenloom.text.dynamic.VocabularyDelta;
import io.tokenloom.text.items.ItemsPerToken;
import io.tokenloom.text.mode.DeltaRecords;
import io.tokenloom.text.mode.TextMode;
import io.tokenloom.token.EmbeddingNumbers;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.vocabulary.VocabularyKey;
import io.tokenloom.wire.AvroRecordReader;
import io.tokenloom.wire.AvroRecordWriter;
import io.tokenloom.wire.IntList;
import io.tokenloom.wire.SchemaSource;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Merges the token records of a window. A function of the records and their order. Records that another tokenizer made, which
 * were waiting when the route's tokenizer or options changed, leave as they are; so do tombstones, and parts of so many
 * tokens that merging them would take too much memory. Not thread-safe.
 */
final class WindowMerging {
    private static final ByteBuffer NO_DELTA = ByteBuffer.allocate(0);

    private final PlannedRoute route;
    private final TextBundle bundle;
    private final TokenItems items;
    private final TokenizerFingerprint tokenizer;
    private final BaseVocabulary base;
    private final DynamicMerger merger;
    private final AvroRecordReader<TokenSequence> reader;
    private final AvroRecordWriter<TokenSequence> writer;
    private final AvroRecordWriter<io.tokenloom.record.VocabularyDelta> deltas;
    private final Optional<EmbeddingInitialization> embeddings;

    /**
     * What became of a window.
     *
     * @param delta its vocabulary delta, if a record needs it
     * @param records in their order
     * @param tokensBefore of all that were merged
     * @param tokensAfter of the same
     */
    record Merged(Optional<Delta> delta, List<SinkRecord> records, long tokensBefore, long tokensAfter) {}

    /**
     * A vocabulary delta.
     *
     * @param version what token records call it
     * @param record on its way to its topic
     */
    record Delta(byte[] version, SinkRecord record) {}

    WindowMerging(
            PlannedRoute route, TextMode.Dynamic mode, TextBundle bundle, SchemaSource schemas, TokenItems items) {
        this.items = items;
        this.route = route;
        this.bundle = bundle;
        this.tokenizer = new TokenizerFingerprint(HexFormat.of().parseHex(route.fingerprint()));
        this.base = bundle.vocabulary();
        this.merger = new DynamicMerger(base, mode.rules(), bundle.splitter());
        this.reader = AvroRecordReader.of(TokenSequence.class, schemas);
        this.writer = AvroRecordWriter.of(TokenSequence.class, route.tokenSchemaId());
        this.embeddings = embeddings(route, base);
        this.deltas = AvroRecordWriter.of(io.tokenloom.record.VocabularyDelta.class, route.deltaSchemaId());
    }

    private static Optional<EmbeddingInitialization> embeddings(PlannedRoute route, BaseVocabulary base) {
        EmbeddingOptions options = route.route().embeddings();
        if (!options.wanted()) {
            return Optional.empty();
        }
        return Optional.of(new EmbeddingInitialization(
                EmbeddingTables.of(options),
                options.weights() == EmbeddingOptions.Weights.MEAN
                        ? ConstituentWeights.mean()
                        : ConstituentWeights.byLength(base.tokens())));
    }

    Merged merge(List<SinkRecord> waiting) {
        List<Optional<TokenSequence>> read =
                waiting.stream().map(this::mergeable).toList();
        List<int[]> sequences =
                read.stream().flatMap(Optional::stream).map(WindowMerging::ids).toList();
        DynamicBatch batch = merger.merge(sequences);
        Merging merging = new Merging(batch);
        List<SinkRecord> merged = new ArrayList<>(waiting.size());
        int next = 0;
        for (int i = 0; i < waiting.size(); i++) {
            merged.add(
                    read.get(i).isPresent()
                            ? merging.rewritten(
                                    waiting.get(i),
                                    read.get(i).get(),
                                    sequences.get(next),
                                    batch.sequences().get(next++))
                            : waiting.get(i));
        }
        return new Merged(
                merging.needed ? Optional.of(delta(batch.delta(), merging.version)) : Optional.empty(),
                merged,
                sequences.stream().mapToLong(ids -> ids.length).sum(),
                batch.tokens());
    }

    /** Empty for what leaves as it is. */
    private Optional<TokenSequence> mergeable(SinkRecord waits) {
        if (waits.value() == null) {
            return Optional.empty();
        }
        TokenSequence tokens = reader.read(waits.value());
        return tokens.getTokenizer().equals(tokenizer)
                        && tokens.getPlanes().get(0).getIds().size() <= WindowFill.MOST_TOKENS
                ? Optional.of(tokens)
                : Optional.empty();
    }

    private static int[] ids(TokenSequence tokens) {
        return tokens.getPlanes().get(0).getIds().stream()
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** One window. */
    private final class Merging {
        private final VocabularyDelta delta;
        private final DynamicVocabulary vocabulary;
        private final byte[] version;
        private boolean needed;

        Merging(DynamicBatch batch) {
            this.delta = batch.delta();
            this.vocabulary = DynamicVocabulary.of(base.tokens(), delta);
            this.version = DeltaRecords.version(delta);
        }

        SinkRecord rewritten(SinkRecord waits, TokenSequence tokens, int[] before, int[] after) {
            if (items.due()) {
                items.see(ItemsPerToken.of(vocabulary.decode(after), vocabulary.byteEnds(after)));
            }
            if (after.length == before.length) {
                return waits;
            }
            boolean needsDelta = Arrays.stream(after).anyMatch(id -> id >= delta.baseSize());
            needed |= needsDelta;
            tokens.getPlanes().get(0).setIds(IntList.of(after));
            tokens.getText().setVocabularyDelta(needsDelta ? ByteBuffer.wrap(version) : NO_DELTA.duplicate());
            shortenSpans(tokens.getText(), before, after);
            return new SinkRecord(
                    waits.topic(),
                    waits.sourcePartition(),
                    waits.timestamp(),
                    waits.key(),
                    writer.write(tokens),
                    waits.headers());
        }

        /** A merged token ends where the last of its parts ended. */
        private void shortenSpans(TextAttributes text, int[] before, int[] after) {
            if (route.route().spans().isEmpty()) {
                return;
            }
            int[] endsBefore = bundle.tokenizer().byteEnds(before);
            int[] endsAfter = vocabulary.byteEnds(after);
            int[] last = new int[after.length];
            int at = 0;
            for (int i = 0; i < after.length; i++) {
                while (endsBefore[at] < endsAfter[i]) {
                    at++;
                }
                last[i] = at;
            }
            if (route.route().spans().contains(Span.BYTES)) {
                text.setByteEnds(IntList.of(endsAfter));
            }
            if (route.route().spans().contains(Span.UTF16)) {
                int[] utf16 = Arrays.stream(last).map(text.getUtf16Ends()::get).toArray();
                text.setUtf16Ends(IntList.of(utf16));
            }
        }
    }

    /** Where it lies is up to its key, and its time is the broker's: it is of no one source record. */
    private Delta delta(VocabularyDelta delta, byte[] version) {
        TokenizerFingerprint of = new TokenizerFingerprint(bundle.fingerprint().shortBytes());
        io.tokenloom.record.VocabularyDelta record = DeltaRecords.record(tokenizer, of, delta);
        if (embeddings.isPresent()) {
            float[] rows = embeddings.get().rows(delta);
            record.setEmbeddingDimension(rows.length / delta.size());
            record.setEmbeddings(EmbeddingNumbers.write(rows, ElementType.FLOAT16));
        }
        return new Delta(
                version,
                new SinkRecord(
                        TopicCatalogue.VOCABULARIES.name(),
                        0,
                        -1,
                        VocabularyKey.of(tokenizer, version).bytes(),
                        deltas.write(record),
                        List.of()));
    }
}
