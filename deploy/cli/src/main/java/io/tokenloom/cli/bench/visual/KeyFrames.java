package io.tokenloom.cli.bench.visual;

import io.tokenloom.cli.bench.race.Films;
import io.tokenloom.cli.bench.race.Items;
import io.tokenloom.wire.HeaderNames;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Frames of some keys in turn. They carry no index, so that more keys can go on where fewer were: the job counts them.
 *
 * @param films what they show
 * @param keys how many
 */
record KeyFrames(Films films, int keys) implements Items {
    @Override
    public byte[] content(long number) {
        return films.content(key(number), number / keys);
    }

    @Override
    public ProducerRecord<byte[], byte[]> record(
            String topic, int partitions, long number, Long timestamp, byte[] content) {
        int key = key(number);
        ProducerRecord<byte[], byte[]> made =
                new ProducerRecord<>(topic, key % partitions, timestamp, text("key-" + key), content);
        made.headers().add(HeaderNames.CONTENT_TYPE, text("image/jpeg"));
        return made;
    }

    private int key(long number) {
        return (int) (number % keys);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
