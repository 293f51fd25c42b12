package io.tokenloom.cli.bench.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.deadletter.DeadLetterHeaders;
import io.tokenloom.record.ContentDigest;
import io.tokenloom.record.ElementType;
import io.tokenloom.record.ResetReason;
import io.tokenloom.record.SourceRef;
import io.tokenloom.record.StreamPosition;
import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.token.EmbeddingNumbers;
import io.tokenloom.token.TokenRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class NeutralRecordTest {
    private final NeutralRecord first = new NeutralRecord("run-1");
    private final NeutralRecord second = new NeutralRecord("run-2");

    @Test
    void theNameOfTheFolderDoesNotCount() {
        assertThat(second.digest(read("run-2/a.log", "x run-2 y", "run-2/a.log@0")))
                .isEqualTo(first.digest(read("run-1/a.log", "x run-1 y", "run-1/a.log@0")));
        assertThat(second.itemId("run-2/a.log@0")).isEqualTo(first.itemId("run-1/a.log@0"));
    }

    @Test
    void placeAndTimeOnTheSourceTopicDoNotCount() {
        ConsumerRecord<byte[], byte[]> moved = read("run-1/a.log", "x", "run-1/a.log@0");
        moved.headers().add(DeadLetterHeaders.OFFSET, bytes("17"));

        assertThat(first.digest(moved)).isEqualTo(first.digest(read("run-1/a.log", "x", "run-1/a.log@0")));
    }

    @Test
    void everythingElseCounts() {
        String digest = first.digest(read("run-1/a.log", "x", "run-1/a.log@0"));

        assertThat(first.digest(read("run-1/b.log", "x", "run-1/a.log@0"))).isNotEqualTo(digest);
        assertThat(first.digest(read("run-1/a.log", "y", "run-1/a.log@0"))).isNotEqualTo(digest);
        assertThat(first.digest(read("run-1/a.log", "x", "run-1/a.log@2"))).isNotEqualTo(digest);
        assertThat(first.digest(read("run-1/a.log", null, "run-1/a.log@0"))).isNotEqualTo(digest);
    }

    @Test
    void ofVectorsTheNumbersCountAndNotTheFolderOrThePlace() {
        ConsumerRecord<byte[], byte[]> read = read("same", "", "same");
        String digest = first.digest(read, vectors("run-1", 3, 1.5f));

        assertThat(second.digest(read, vectors("run-2", 8, 1.5f))).isEqualTo(digest);
        assertThat(first.digest(read, vectors("run-1", 3, 2.5f))).isNotEqualTo(digest);
    }

    private static TokenRecord vectors(String folder, long offset, float number) {
        return new TokenRecord.Vectors(TokenEmbeddings.newBuilder()
                .setSource(new SourceRef("t", (int) offset, offset, 0, 1))
                .setItemId(folder + "/a.png")
                .setEventTime(Instant.EPOCH)
                .setContentDigest(new ContentDigest(new byte[16]))
                .setTokenizer(new TokenizerFingerprint(new byte[8]))
                .setShape(List.of(1, 1))
                .setValues(EmbeddingNumbers.write(new float[] {number}, ElementType.FLOAT16))
                .setStream(new StreamPosition(folder + "/a.png", 0L, null, 0, true, null, ResetReason.FIRST))
                .build());
    }

    private static ConsumerRecord<byte[], byte[]> read(String key, String value, String itemId) {
        ConsumerRecord<byte[], byte[]> read =
                new ConsumerRecord<>("t", 0, 0, bytes(key), value == null ? null : bytes(value));
        read.headers().add("ce_id", bytes(itemId));
        return read;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
