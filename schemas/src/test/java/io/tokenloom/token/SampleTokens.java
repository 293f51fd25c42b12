package io.tokenloom.token;

import io.tokenloom.record.ContentDigest;
import io.tokenloom.record.ElementType;
import io.tokenloom.record.Geometry;
import io.tokenloom.record.SourceRef;
import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.record.Truncation;
import io.tokenloom.record.TruncationKind;
import io.tokenloom.wire.AvroRecordWriter;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;

/** Token records to try things on; equal arguments give equal records. */
final class SampleTokens {
    private SampleTokens() {}

    /** One plane of so many ids. */
    static TokenSequence.Builder sequence(int tokens, int vocabularySize, TokenOrder order) {
        return TokenSequence.newBuilder()
                .setSource(source())
                .setItemId("picture@4711")
                .setEventTime(Instant.ofEpochSecond(1_700_000_000L))
                .setContentDigest(new ContentDigest(new byte[16]))
                .setTokenizer(new TokenizerFingerprint(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}))
                .setPlanes(List.of(plane("", tokens, vocabularySize)))
                .setOrder(order);
    }

    /** So many tokens: number j of token i is i + j / 1000. */
    static TokenEmbeddings.Builder embeddings(int tokens, int dimension, ElementType type) {
        float[] numbers = new float[tokens * dimension];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i / dimension + i % dimension / 1000f;
        }
        return TokenEmbeddings.newBuilder()
                .setSource(source())
                .setItemId("picture@4711")
                .setEventTime(Instant.ofEpochSecond(1_700_000_000L))
                .setContentDigest(new ContentDigest(new byte[16]))
                .setTokenizer(new TokenizerFingerprint(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}))
                .setElementType(type)
                .setShape(List.of(tokens, dimension))
                .setValues(EmbeddingNumbers.write(numbers, type))
                .setOrder(TokenOrder.RASTER);
    }

    static TokenPlane plane(String name, int tokens, int vocabularySize) {
        List<Integer> ids = IntStream.range(0, tokens)
                .map(i -> Math.floorMod(i * 2_654_435 + name.length() * 77, vocabularySize))
                .boxed()
                .toList();
        return new TokenPlane(name, ids, vocabularySize);
    }

    static Geometry.Builder grid(int height, int width) {
        return Geometry.newBuilder()
                .setGridHeight(height)
                .setGridWidth(width)
                .setPatchHeight(16)
                .setPatchWidth(16)
                .setSourceHeight(height * 16)
                .setSourceWidth(width * 16)
                .setCropHeight(height * 16)
                .setCropWidth(width * 16);
    }

    static Truncation cuts(TruncationKind kind, Integer... lengths) {
        return new Truncation(kind, List.of(lengths), List.of());
    }

    static Truncation cuts(TruncationKind kind, List<Integer> lengths, int qualities) {
        return new Truncation(
                kind,
                lengths,
                IntStream.range(0, qualities).mapToObj(i -> 15f + i / 10f).toList());
    }

    static List<Integer> firstIds(TokenSequence sequence, int tokens) {
        return sequence.getPlanes().get(0).getIds().subList(0, tokens);
    }

    /** The bytes of a record on a topic. */
    static <T extends SpecificRecord> byte[] bytes(Class<T> type, T record) {
        return AvroRecordWriter.of(type, 1).write(record);
    }

    private static SourceRef source() {
        return SourceRef.newBuilder()
                .setTopic("media.images.raw.v1")
                .setPartition(1)
                .setOffset(41)
                .build();
    }
}
