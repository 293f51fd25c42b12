package io.tokenloom.cli.bench.race;

import io.tokenloom.wire.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Frames of some streams in turn, with indexes that go on. Immutable. */
public final class CameraFrames implements Items {
    private final Films films;
    private final List<String> streams;

    /**
     * Of streams with these names.
     *
     * @param streams at least one
     */
    public CameraFrames(Films films, List<String> streams) {
        this.films = films;
        this.streams = List.copyOf(streams);
    }

    @Override
    public byte[] content(long number) {
        return films.content(stream(number), number / streams.size());
    }

    /** A stream's frames are on one partition. */
    @Override
    public ProducerRecord<byte[], byte[]> record(
            String topic, int partitions, long number, Long timestamp, byte[] content) {
        int stream = stream(number);
        ProducerRecord<byte[], byte[]> made =
                new ProducerRecord<>(topic, stream % partitions, timestamp, text(streams.get(stream)), content);
        made.headers()
                .add(HeaderNames.FRAME_INDEX, text(Long.toString(number / streams.size())))
                .add(HeaderNames.CONTENT_TYPE, text("image/jpeg"));
        return made;
    }

    private int stream(long number) {
        return (int) (number % streams.size());
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
