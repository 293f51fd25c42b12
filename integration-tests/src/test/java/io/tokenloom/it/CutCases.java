package io.tokenloom.it;

import io.tokenloom.record.ContentDigest;
import io.tokenloom.record.ElementType;
import io.tokenloom.record.Framing;
import io.tokenloom.record.Geometry;
import io.tokenloom.record.SequenceLayout;
import io.tokenloom.record.SourceRef;
import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.record.Truncation;
import io.tokenloom.record.TruncationKind;
import io.tokenloom.token.EmbeddingNumbers;
import io.tokenloom.token.TokenContractException;
import io.tokenloom.token.TokenTrimming;
import io.tokenloom.token.UpgradeRecords;
import io.tokenloom.wire.AvroRecordWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;

/** Records made by chance, cuts of them, and what comes out: what {@code check_cuts.py} checks. Not thread-safe. */
final class CutCases {
    private static final int[] SQUARES = {1, 4, 16, 64};

    private final Random random;
    private final List<String> lines = new ArrayList<>();
    private final AvroRecordWriter<TokenSequence> ofIds = AvroRecordWriter.of(TokenSequence.class, 0);
    private final AvroRecordWriter<TokenEmbeddings> ofVectors = AvroRecordWriter.of(TokenEmbeddings.class, 1);

    private CutCases(long seed) {
        this.random = new Random(seed);
        lines.add(TokenSequence.getClassSchema().toString());
        lines.add(TokenEmbeddings.getClassSchema().toString());
    }

    /** The lines of so many records; a seed always gives the same. */
    static List<String> lines(long seed, int records) {
        CutCases cases = new CutCases(seed);
        for (int i = 0; i < records; i++) {
            cases.addIds();
            cases.addVectors();
        }
        return cases.lines;
    }

    private void addIds() {
        TokenSequence record = sequence();
        int tokens = record.getPlanes().get(0).getIds().size();
        int number = random.nextInt(tokens + 2);
        add("to_tokens", number, record, null, () -> TokenTrimming.toTokens(record, number));
        add("to_at_most", number, record, null, () -> TokenTrimming.toAtMost(record, number));
        add("to_bytes", number, record, null, () -> TokenTrimming.toBytes(record, number));
        try {
            TokenSequence tail = UpgradeRecords.tail(record, number);
            TokenSequence base = TokenTrimming.toTokens(record, random.nextInt(8) == 0 ? tokens : number);
            add("merge", 0, base, tail, () -> UpgradeRecords.merge(base, tail));
            add("to_at_most", number, tail, null, () -> TokenTrimming.toAtMost(tail, number));
        } catch (TokenContractException e) {
            // It can't be cut there.
        }
    }

    private void addVectors() {
        TokenEmbeddings record = embeddings();
        int tokens = record.getShape().get(0);
        int number = random.nextInt(tokens + 2);
        add("to_tokens", number, record, null, () -> TokenTrimming.toTokens(record, number));
        add("to_at_most", number, record, null, () -> TokenTrimming.toAtMost(record, number));
        add("to_bytes", 8 * number, record, null, () -> TokenTrimming.toBytes(record, 8L * number));
        try {
            TokenEmbeddings tail = UpgradeRecords.tail(record, number);
            TokenEmbeddings base = TokenTrimming.toTokens(record, number);
            add("merge", 0, base, tail, () -> UpgradeRecords.merge(base, tail));
        } catch (TokenContractException e) {
            // It can't be cut there.
        }
    }

    private void add(
            String operation,
            int number,
            SpecificRecord record,
            SpecificRecord upgrade,
            Supplier<SpecificRecord> work) {
        String made;
        try {
            made = text(work.get());
        } catch (TokenContractException e) {
            made = "!" + e.getMessage();
        }
        lines.add(String.join(
                "\t", operation, Integer.toString(number), text(record), upgrade == null ? "" : text(upgrade), made));
    }

    private String text(SpecificRecord record) {
        byte[] value =
                record instanceof TokenSequence ids ? ofIds.write(ids) : ofVectors.write((TokenEmbeddings) record);
        return Base64.getEncoder().encodeToString(value);
    }

    private TokenSequence sequence() {
        int tokens = random.nextInt(24);
        int vocabulary = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(100_000);
        TruncationKind kind = TruncationKind.values()[random.nextInt(TruncationKind.values().length)];
        return TokenSequence.newBuilder()
                .setSource(new SourceRef("pictures", 0, 1L, 0, 1))
                .setItemId("picture")
                .setEventTime(Instant.EPOCH)
                .setContentDigest(new ContentDigest(new byte[16]))
                .setTokenizer(new TokenizerFingerprint(new byte[8]))
                .setPlanes(IntStream.rangeClosed(0, random.nextInt(3))
                        .mapToObj(plane -> new TokenPlane("plane " + plane, numbers(tokens, 1000), vocabulary))
                        .toList())
                .setTruncation(truncation(kind, tokens))
                .setGeometry(random.nextBoolean() ? null : grid(4, 6, random.nextBoolean() ? tokens : 0))
                .setLayout(layout(tokens))
                .setFraming(framing())
                .build();
    }

    private Framing framing() {
        return random.nextInt(4) == 0
                ? new Framing(List.of(), List.of(), random.nextInt(10), random.nextBoolean())
                : null;
    }

    private TokenEmbeddings embeddings() {
        boolean levels = random.nextBoolean();
        int tokens = levels ? SQUARES[random.nextInt(SQUARES.length)] : random.nextInt(24);
        int side = (int) Math.sqrt(tokens);
        TruncationKind kind = levels ? TruncationKind.LEVEL_SET : TruncationKind.ANY_PREFIX;
        ElementType type = ElementType.values()[1 + random.nextInt(3)];
        float[] numbers = new float[tokens * 3];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return TokenEmbeddings.newBuilder()
                .setSource(new SourceRef("pictures", 0, 1L, 0, 1))
                .setItemId("picture")
                .setEventTime(Instant.EPOCH)
                .setContentDigest(new ContentDigest(new byte[16]))
                .setTokenizer(new TokenizerFingerprint(new byte[8]))
                .setElementType(type)
                .setShape(List.of(tokens, 3))
                .setValues(EmbeddingNumbers.write(numbers, type))
                .setOrder(random.nextInt(8) == 0 ? TokenOrder.CELL : TokenOrder.RASTER)
                .setTruncation(truncation(kind, tokens))
                .setGeometry(random.nextBoolean() ? null : grid(side, random.nextInt(8) == 0 ? side + 1 : side, 0))
                .setLayout(levels ? null : layout(tokens))
                .build();
    }

    /** Most of them fit their kind. */
    private Truncation truncation(TruncationKind kind, int tokens) {
        List<Integer> lengths = new ArrayList<>();
        if (kind == TruncationKind.ANY_PREFIX && random.nextBoolean()) {
            lengths.add(1 + random.nextInt(4));
        } else if (kind == TruncationKind.LEVEL_SET) {
            IntStream.of(SQUARES)
                    .filter(level -> level <= tokens && random.nextInt(8) > 0)
                    .forEach(lengths::add);
        } else if (kind == TruncationKind.SCALE_BOUNDARY) {
            IntStream.rangeClosed(1, tokens)
                    .filter(length -> length == tokens || random.nextInt(4) == 0)
                    .forEach(lengths::add);
        }
        int qualities = kind == TruncationKind.ANY_PREFIX
                ? Math.max(0, tokens - (lengths.isEmpty() ? 1 : lengths.get(0)) + 1)
                : lengths.size();
        boolean known = random.nextBoolean() && kind != TruncationKind.NONE;
        int off = known && random.nextInt(10) == 0 ? 1 : 0;
        return new Truncation(
                kind,
                lengths,
                known
                        ? IntStream.range(0, qualities + off)
                                .mapToObj(i -> random.nextInt(400) / 8f)
                                .toList()
                        : List.of());
    }

    private SequenceLayout layout(int tokens) {
        if (random.nextBoolean()) {
            return null;
        }
        List<Integer> ends = IntStream.rangeClosed(1, tokens)
                .filter(end -> random.nextInt(4) == 0)
                .boxed()
                .toList();
        return new SequenceLayout(0, ends, random.nextInt(2), 0, List.of());
    }

    private static Geometry grid(int height, int width, int kept) {
        return Geometry.newBuilder()
                .setGridHeight(height)
                .setGridWidth(width)
                .setPatchHeight(14)
                .setPatchWidth(14)
                .setSourceHeight(100)
                .setSourceWidth(100)
                .setCropHeight(100)
                .setCropWidth(100)
                .setKeptPositions(IntStream.range(0, kept).boxed().toList())
                .build();
    }

    private List<Integer> numbers(int count, int below) {
        return random.ints(count, 0, below).boxed().toList();
    }
}
