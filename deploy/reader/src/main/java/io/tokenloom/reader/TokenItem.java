package io.tokenloom.reader;

import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.reader.decode.DecodedPart;
import io.tokenloom.reader.decode.EmbeddingContents;
import io.tokenloom.reader.decode.RecordDecoders;
import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.record.Framing;
import io.tokenloom.record.StreamPosition;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.token.EmbeddingNumbers;
import io.tokenloom.token.PlacedIds;
import io.tokenloom.token.TokenContractException;
import io.tokenloom.token.TokenPlanes;
import io.tokenloom.token.TokenRecord;
import io.tokenloom.token.TokenTrimming;
import io.tokenloom.wire.IntList;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A text, an image with its steps, a frame or a film as tokens: all parts of it in order. Immutable; what is decoded or
 * fetched is so at each call, through the reader that gave the item, so before it is closed. Not thread-safe where the
 * reader is at work.
 *
 * <p>What a part's contract forbids is refused with a {@link TokenContractException} that says what is valid; what can't be
 * decoded or fetched with a {@link ReaderException}.
 */
public final class TokenItem {
    private final List<ItemPart> parts;
    private final Sources sources;

    /**
     * What items are completed from.
     *
     * @param decoders of texts
     * @param contents of embeddings
     */
    record Sources(RecordDecoders decoders, EmbeddingContents contents) {}

    TokenItem(List<ItemPart> parts, Sources sources) {
        this.parts = List.copyOf(parts);
        this.sources = sources;
    }

    /** The parts: of a text its stretches, of an image its steps, of a film its frames. */
    public List<ItemPart> parts() {
        return parts;
    }

    /** Id of the item. */
    public String itemId() {
        return first().itemId();
    }

    /** The source record. */
    public RecordAddress source() {
        return RecordAddress.of(first().source());
    }

    /** What it has in common with items of other modalities, if anything. */
    public Optional<String> correlationId() {
        return first().correlationId();
    }

    /** Event time. */
    public Instant eventTime() {
        return first().eventTime();
    }

    /** Which tokenizer made it. */
    public TokenizerFingerprint tokenizer() {
        return first().tokenizer();
    }

    /** Tokens of all parts: positions, at each of which is an id of each plane, or a vector. */
    public int count() {
        return parts.stream().mapToInt(part -> part.record().count()).sum();
    }

    /** Whether its tokens are vectors and not ids. */
    public boolean hasEmbeddings() {
        return first() instanceof TokenRecord.Vectors;
    }

    private TokenRecord first() {
        return parts.get(0).record();
    }

    /**
     * The ids of all parts.
     *
     * @throws TokenContractException if there are several planes, or vectors
     */
    public int[] ids() {
        List<String> names = planes();
        if (names.size() != 1) {
            throw new TokenContractException("Item " + itemId() + " has the planes " + names
                    + ". Ask for one of them, or for all position by position.");
        }
        return ids(names.get(0));
    }

    /**
     * The ids of one plane, of all parts.
     *
     * @throws TokenContractException if there is no such plane, or there are vectors
     */
    public int[] ids(String plane) {
        return all(sequence -> IntList.array(
                TokenPlanes.only(sequence, plane).getPlanes().get(0).getIds()));
    }

    /**
     * Names of the planes of ids; the only one's is empty.
     *
     * @throws TokenContractException if there are vectors
     */
    public List<String> planes() {
        return sequence(parts.get(0)).getPlanes().stream()
                .map(TokenPlane::getName)
                .toList();
    }

    /**
     * The ids of all planes of all parts, position by position: first those of the first token.
     *
     * @throws TokenContractException if there are vectors, or planes of unequal length
     */
    public int[] positionMajor() {
        return all(sequence -> TokenPlanes.positionMajor(sequence.getPlanes()));
    }

    /**
     * The ids as they stand in the sequence of a language model: as {@link PlacedIds} places those with a framing.
     *
     * @throws TokenContractException if there are several planes, or vectors
     */
    public int[] placedIds() {
        return all(sequence ->
                sequence.getFraming() == null && sequence.getPlanes().size() == 1
                        ? IntList.array(sequence.getPlanes().get(0).getIds())
                        : PlacedIds.of(sequence));
    }

    /** Where the pictures lie among {@link #placedIds}, or among vectors placed alike; none in a text. */
    public List<PlaceholderRange> placeholders() {
        List<PlaceholderRange> ranges = new ArrayList<>();
        int offset = 0;
        for (ItemPart part : parts) {
            TokenRecord record = part.record();
            int begin =
                    record.framing().map(Framing::getBeginIds).map(List::size).orElse(0);
            int end = record.framing().map(Framing::getEndIds).map(List::size).orElse(0);
            boolean expanded = record.framing().map(Framing::getExpanded).orElse(false);
            int length = expanded ? record.count() - begin - end : record.count();
            if (isPicture(record)) {
                ranges.add(new PlaceholderRange(modality(record), ranges.size(), offset + begin, length));
            }
            offset += begin + length + end;
        }
        return ranges;
    }

    /** Only pictures have a place in a stream; vectors without one are taken for images. */
    private static boolean isPicture(TokenRecord record) {
        return record.stream().isPresent() || record instanceof TokenRecord.Vectors;
    }

    private static String modality(TokenRecord record) {
        return record.stream().map(StreamPosition::getPresentationTimestamp).isPresent() ? "video" : "image";
    }

    /**
     * The vectors of all parts, fetched where they lie at a claim check.
     *
     * @throws TokenContractException if there are ids, or vectors of unequal shape
     * @throws ReaderException "failed" if they can't be fetched
     */
    public Embeddings embeddings() {
        List<TokenRecord.Vectors> whole = parts.stream().map(this::vectors).toList();
        List<Integer> shape = new ArrayList<>(whole.get(0).embeddings().getShape());
        shape.set(0, count());
        ArrayList<float[]> numbers = new ArrayList<>();
        for (TokenRecord.Vectors part : whole) {
            List<Integer> own = part.embeddings().getShape();
            if (!own.subList(1, own.size()).equals(shape.subList(1, shape.size()))) {
                throw new TokenContractException("Item " + itemId() + " has parts of the shapes "
                        + whole.get(0).embeddings().getShape() + " and " + own + ". Read its parts one by one.");
            }
            numbers.add(EmbeddingNumbers.read(part.embeddings()));
        }
        float[] joined =
                new float[numbers.stream().mapToInt(each -> each.length).sum()];
        int at = 0;
        for (float[] each : numbers) {
            System.arraycopy(each, 0, joined, at, each.length);
            at += each.length;
        }
        return new Embeddings(List.copyOf(shape), whole.get(0).embeddings().getElementType(), joined);
    }

    /**
     * The bytes that it was made of, and whether they are exactly those: a tokenizer that changes texts before it encodes
     * them does not give them back. Waits for vocabulary deltas.
     *
     * @throws ReaderException "failed" if its tokenizer is not at hand, a delta does not come, or it is no text
     */
    public DecodedPart decode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean exact = true;
        for (ItemPart part : parts) {
            DecodedPart decoded = sources.decoders().text(part.address(), sequence(part));
            bytes.writeBytes(decoded.bytes());
            exact &= decoded.exact();
        }
        return new DecodedPart(bytes.toByteArray(), exact);
    }

    /** The text of {@link #decode}; what is no UTF-8 in it is U+FFFD. */
    public String text() {
        return new String(decode().bytes(), StandardCharsets.UTF_8);
    }

    /**
     * The item with exactly so many tokens in each part.
     *
     * @throws TokenContractException as {@link TokenTrimming}
     */
    public TokenItem toTokens(int tokens) {
        return cut(
                sequence -> TokenTrimming.toTokens(sequence, tokens),
                vectors -> new TokenRecord.Vectors(TokenTrimming.toTokens(vectors.embeddings(), tokens)));
    }

    /**
     * The item with as many tokens in each part as are valid, but no more than a number.
     *
     * @throws TokenContractException as {@link TokenTrimming}
     */
    public TokenItem toAtMost(int tokens) {
        return cut(
                sequence -> TokenTrimming.toAtMost(sequence, tokens),
                vectors -> new TokenRecord.Vectors(TokenTrimming.toAtMost(vectors.embeddings(), tokens)));
    }

    /**
     * The item with as many tokens in each part as are valid and fit into some bytes.
     *
     * @throws TokenContractException as {@link TokenTrimming}
     */
    public TokenItem toBytes(long bytes) {
        return cut(
                sequence -> TokenTrimming.toBytes(sequence, bytes),
                vectors -> new TokenRecord.Vectors(TokenTrimming.toBytes(vectors.embeddings(), bytes)));
    }

    private TokenItem cut(UnaryOperator<TokenSequence> ids, UnaryOperator<TokenRecord.Vectors> vectors) {
        List<ItemPart> cut = parts.stream()
                .map(part -> new ItemPart(
                        part.address(),
                        part.record() instanceof TokenRecord.Ids record
                                ? new TokenRecord.Ids(ids.apply(record.sequence()))
                                : vectors.apply(vectors(part))))
                .toList();
        return new TokenItem(cut, sources);
    }

    private int[] all(Function<TokenSequence, int[]> ids) {
        return parts.stream()
                .map(TokenItem::sequence)
                .map(ids)
                .flatMapToInt(Arrays::stream)
                .toArray();
    }

    private static TokenSequence sequence(ItemPart part) {
        if (part.record() instanceof TokenRecord.Ids ids) {
            return ids.sequence();
        }
        throw new TokenContractException(part.address() + " has vectors, not ids. Ask for its embeddings.");
    }

    private TokenRecord.Vectors vectors(ItemPart part) {
        if (!(part.record() instanceof TokenRecord.Vectors vectors)) {
            throw new TokenContractException(part.address() + " has ids, not vectors. Ask for its ids.");
        }
        try {
            return new TokenRecord.Vectors(sources.contents().whole(vectors.embeddings()));
        } catch (TokenizationException | IllegalArgumentException e) {
            throw ReaderException.failed(
                    "the numbers of " + part.address() + " can't be fetched from "
                            + vectors.embeddings().getClaimUri() + ": " + e.getMessage(),
                    e);
        }
    }
}
