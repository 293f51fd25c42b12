package io.tokenloom.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
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
    void isTheSameBytesEachTime() throws IOException {
        assertThat(write(text().build())).isEqualTo(write(text().build()));
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
