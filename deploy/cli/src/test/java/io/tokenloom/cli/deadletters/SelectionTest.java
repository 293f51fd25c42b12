package io.tokenloom.cli.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.deadletter.DeadLetterHeaders;
import io.tokenloom.deadletter.StreamsErrorHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final Instant TIME = Instant.parse("2026-03-04T05:06:07Z");

    private final Letter ours = letter(Map.of(
            DeadLetterHeaders.TOPIC, "logs.raw.v1",
            DeadLetterHeaders.PARTITION, "1",
            DeadLetterHeaders.OFFSET, "17",
            DeadLetterHeaders.TIMESTAMP, Long.toString(TIME.toEpochMilli()),
            DeadLetterHeaders.CODE, "TEXT_ENCODING",
            DeadLetterHeaders.EXCEPTION_CLASS, "io.tokenloom.deadletter.TokenizationException"));
    private final Letter streams = letter(Map.of(
            StreamsErrorHeaders.TOPIC, "tokens.text.v1",
            StreamsErrorHeaders.PARTITION, "0",
            StreamsErrorHeaders.OFFSET, "3",
            StreamsErrorHeaders.EXCEPTION, "java.lang.IllegalStateException",
            StreamsErrorHeaders.MESSAGE, "no such thing"));

    @Test
    void readsTheHeadersOfKafkaStreamsWhereThereAreNoOthers() {
        assertThat(streams.source()).hasToString("tokens.text.v1/0/3");
        assertThat(streams.reason()).isEqualTo("IllegalStateException");
        assertThat(streams.says().message()).isEqualTo("no such thing");
        assertThat(streams.time()).isEqualTo(Instant.ofEpochMilli(5));
        assertThat(ours.reason()).isEqualTo("TEXT_ENCODING");
    }

    @Test
    void selectsAllWhereNothingIsAsked() {
        assertThat(Selection.ALL.has(ours)).isTrue();
        assertThat(Selection.ALL.has(streams)).isTrue();
    }

    @Test
    void selectsByCodeOrException() {
        assertThat(byReason("text_encoding").has(ours)).isTrue();
        assertThat(byReason("EMPTY").has(ours)).isFalse();
        assertThat(byReason("IllegalStateException").has(streams)).isTrue();
        assertThat(byReason("java.lang.IllegalStateException").has(streams)).isTrue();
        assertThat(byReason("").has(ours)).isFalse();
    }

    @Test
    void selectsByTimeFromTheFirstToBeforeTheLast() {
        assertThat(between(TIME, TIME.plusMillis(1)).has(ours)).isTrue();
        assertThat(between(TIME.plusMillis(1), TIME.plusMillis(2)).has(ours)).isFalse();
        assertThat(between(TIME.minusMillis(1), TIME).has(ours)).isFalse();
    }

    @Test
    void selectsByKeyPartitionRecordAndTopic() {
        for (String stream : Set.of("camera-1", "logs.raw.v1/1", "logs.raw.v1/1/17")) {
            assertThat(byStream(stream).has(ours)).as(stream).isTrue();
        }
        for (String stream : Set.of("camera", "logs.raw.v1", "logs.raw.v1/1/1")) {
            assertThat(byStream(stream).has(ours)).as(stream).isFalse();
        }
        Selection bySource =
                new Selection(Set.of(), Optional.empty(), Optional.empty(), Set.of(), Set.of("tokens.text.v1"));
        assertThat(bySource.has(streams)).isTrue();
        assertThat(bySource.has(ours)).isFalse();
    }

    private static Selection byReason(String reason) {
        return new Selection(Set.of(reason), Optional.empty(), Optional.empty(), Set.of(), Set.of());
    }

    private static Selection between(Instant since, Instant until) {
        return new Selection(Set.of(), Optional.of(since), Optional.of(until), Set.of(), Set.of());
    }

    private static Selection byStream(String stream) {
        return new Selection(Set.of(), Optional.empty(), Optional.empty(), Set.of(stream), Set.of());
    }

    private static Letter letter(Map<String, String> headers) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                "tokens.dlq.v1",
                0,
                0,
                5,
                TimestampType.CREATE_TIME,
                0,
                0,
                "camera-1".getBytes(StandardCharsets.UTF_8),
                new byte[0],
                new RecordHeaders(),
                Optional.empty());
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        return Letter.of(record).orElseThrow();
    }
}
