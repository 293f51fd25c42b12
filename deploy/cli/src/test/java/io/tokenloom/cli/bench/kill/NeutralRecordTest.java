package io.tokenloom.cli.bench.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.deadletter.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
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
