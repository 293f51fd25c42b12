package io.tokenloom.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;

/** The token record can say what the platform promises, and says it the same way each time. */
class TokenSequenceTest {
    @Test
    void carriesASelectedFrameWithGeometryStreamAndValidCuts() throws IOException {
        TokenSequence frame = text().setPlanes(List.of(plane("semantic", 3, 1, 2), plane("detail", 9, 8, 7)))
                .setOrder(TokenOrder.SELECTED)
                .setTruncation(Truncation.newBuilder()
                        .setKind(TruncationKind.LEVEL_SET)
                        .setValidLengths(List.of(1, 3))
                        .setPrefixQualities(List.of(18.5f, 21.0f))
                        .build())
                .setGeometry(Geometry.newBuilder()
                        .setGridHeight(8)
                        .setGridWidth(8)
                        .setPatchHeight(16)
                        .setPatchWidth(16)
                        .setSourceHeight(768)
                        .setSourceWidth(576)
                        .setCropHeight(576f)
                        .setCropWidth(576f)
                        .setKeptPositions(List.of(5, 17, 63))
                        .build())
                .setStream(StreamPosition.newBuilder()
                        .setStreamKey("street")
                        .setFrameIndex(41)
                        .setPresentationTimestamp(4_100_000L)
                        .setStepsSinceReset(0)
                        .setStateReset(true)
                        .setResetReason(ResetReason.SCENE_CUT)
                        .build())
                .setFraming(Framing.newBuilder()
                        .setBeginIds(List.of(200_000))
                        .setEndIds(List.of(200_001))
                        .setIdOffset(200_002)
                        .setExpanded(true)
                        .build())
                .build();

        assertThat(read(write(frame))).isEqualTo(frame);
    }

    @Test
    void carriesSpansTrustAndAnUnfinishedTail() throws IOException {
        TokenSequence chunk = text().setText(TextAttributes.newBuilder()
                        .setTrust(Trust.TRUSTED)
                        .setByteEnds(List.of(2, 5))
                        .setUtf16Ends(List.of(2, 4))
                        .setUnfinishedTail(true)
                        .build())
                .build();

        assertThat(read(write(chunk))).isEqualTo(chunk);
    }

    @Test
    void carriesTheTailOfALongerSequenceAndItsBlocks() throws IOException {
        TokenSequence upgrade = text().setPlanes(List.of(TokenPlane.newBuilder()
                        .setIds(List.of(7, 8, 9))
                        .setVocabularySize(4096)
                        .build()))
                .setOrder(TokenOrder.CELL)
                .setLayout(SequenceLayout.newBuilder()
                        .setFirstToken(61)
                        .setBlockEnds(List.of(64))
                        .setOrderParameter(8)
                        .setFullTokens(256)
                        .build())
                .build();

        assertThat(read(write(upgrade))).isEqualTo(upgrade);
    }

    @Test
    void namesTheVocabularyDeltaOfATextAndCostsOthersOneByte() throws IOException {
        TextAttributes.Builder attributes = TextAttributes.newBuilder().setTrust(Trust.UNTRUSTED);
        TokenSequence plain = text().setText(attributes.build()).build();
        TokenSequence dynamic = text().setText(attributes
                        .setVocabularyDelta(ByteBuffer.wrap(new byte[16]))
                        .build())
                .build();

        assertThat(write(plain)).hasSize(asVersion(3, write(plain)).length + 1);
        assertThat(write(dynamic)).hasSize(write(plain).length + 16);
        assertThat(read(write(dynamic))).isEqualTo(dynamic);
    }

    @Test
    void growsATextByAByteAPlaneAndOneForTheAbsentLayout() throws IOException {
        byte[] now = write(text().build());

        assertThat(now).hasSize(asVersion(2, now).length + 2);
    }

    @Test
    void doesNotKnowWhyAStreamOfAnEarlierVersionBeganAnew() throws IOException {
        byte[] old = asVersion(
                2,
                write(text().setStream(StreamPosition.newBuilder()
                                .setStreamKey("street")
                                .setFrameIndex(0)
                                .setStepsSinceReset(0)
                                .setStateReset(true)
                                .setResetReason(ResetReason.FIRST)
                                .build())
                        .build()));

        StreamPosition read = new SpecificDatumReader<TokenSequence>(version(2), TokenSequence.getClassSchema())
                .read(null, DecoderFactory.get().binaryDecoder(old, null))
                .getStream();

        assertThat(read.getStateReset()).isTrue();
        assertThat(read.getResetReason()).isEqualTo(ResetReason.UNKNOWN);
    }

    @Test
    void isTheSameBytesEachTime() throws IOException {
        assertThat(write(text().build())).isEqualTo(write(text().build()));
    }

    /** The same record as an earlier version of the schema wrote it. */
    private static byte[] asVersion(int version, byte[] now) throws IOException {
        Schema schema = version(version);
        GenericRecord record = new GenericDatumReader<GenericRecord>(TokenSequence.getClassSchema(), schema)
                .read(null, DecoderFactory.get().binaryDecoder(now, null));
        ByteArrayOutputStream then = new ByteArrayOutputStream();
        new GenericDatumWriter<GenericRecord>(schema)
                .write(record, EncoderFactory.get().directBinaryEncoder(then, null));
        return then.toByteArray();
    }

    private static Schema version(int version) throws IOException {
        return new Schema.Parser()
                .parse(Files.readString(
                        Path.of("src/main/avro-history/io.tokenloom.record.TokenSequence/v" + version + ".avsc")));
    }

    private static TokenSequence.Builder text() {
        return TokenSequence.newBuilder()
                .setSource(SourceRef.newBuilder()
                        .setTopic("logs.raw.v1")
                        .setPartition(1)
                        .setOffset(41)
                        .setPart(1)
                        .setParts(3)
                        .build())
                .setItemId("HDFS.log@4711")
                .setEventTime(Instant.ofEpochSecond(1_700_000_000L, 123_000))
                .setContentDigest(new ContentDigest(new byte[16]))
                .setTokenizer(new TokenizerFingerprint(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}))
                .setPlanes(List.of(plane("", 1, 2, 199_997)))
                .setOrder(TokenOrder.TEXT);
    }

    private static TokenPlane plane(String name, Integer... ids) {
        return TokenPlane.newBuilder().setName(name).setIds(List.of(ids)).build();
    }

    private static byte[] write(TokenSequence sequence) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        new SpecificDatumWriter<>(TokenSequence.class).write(sequence, encoder);
        return bytes.toByteArray();
    }

    private static TokenSequence read(byte[] bytes) throws IOException {
        return new SpecificDatumReader<>(TokenSequence.class)
                .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
    }
}
