package io.tokenloom.cli.bench.pipeline;

import io.tokenloom.cli.bench.MovingScene;
import io.tokenloom.wire.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Frames of some cameras in turn, JPEG files of 320x240 pixels. A camera's film starts again after a while, with indexes
 * that go on. Immutable.
 */
final class CameraFrames implements Items {
    static final int CAMERAS = 8;

    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;
    private static final int LOOP = 120;

    private final byte[][][] frames;

    CameraFrames() {
        // Drawn once: it must not take the time of what is measured.
        frames = IntStream.range(0, CAMERAS)
                .mapToObj(camera -> new MovingScene(camera, WIDTH, HEIGHT))
                .map(scene -> IntStream.range(0, LOOP)
                        .mapToObj(index -> scene.frame(index, "jpg"))
                        .toArray(byte[][]::new))
                .toArray(byte[][][]::new);
    }

    static int camera(long number) {
        return (int) (number % CAMERAS);
    }

    @Override
    public byte[] content(long number) {
        return frames[camera(number)][(int) (number / CAMERAS % LOOP)];
    }

    /** A camera's frames are on one partition. */
    @Override
    public ProducerRecord<byte[], byte[]> record(
            String topic, int partitions, long number, Long timestamp, byte[] content) {
        byte[] key = text("camera-" + camera(number));
        ProducerRecord<byte[], byte[]> made =
                new ProducerRecord<>(topic, camera(number) % partitions, timestamp, key, content);
        made.headers()
                .add(HeaderNames.FRAME_INDEX, text(Long.toString(number / CAMERAS)))
                .add(HeaderNames.CONTENT_TYPE, text("image/jpeg"));
        return made;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
