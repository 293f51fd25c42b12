package io.tokenloom.jobs.tokenize;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tokenloom.deadletter.DeadLetterHeaders;
import io.tokenloom.jobs.kafka.EmbeddedKafka;
import io.tokenloom.jobs.tokenize.TokenizeArguments.Provisioning;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.vision.StepRequest;
import io.tokenloom.vision.preprocessing.EightBitPicture;
import io.tokenloom.wire.LocalRegistry;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A real broker and registry with topics of pictures, and the pictures. */
final class PictureBroker implements AutoCloseable {
    private static final int WIDTH = 160;
    private static final int HEIGHT = 120;

    private final Path folder;
    private final EmbeddedKafka kafka;
    private final LocalRegistry registry;
    private final TestTopics topics;

    private PictureBroker(Path folder, EmbeddedKafka kafka, LocalRegistry registry) {
        this.folder = folder;
        this.kafka = kafka;
        this.registry = registry;
        this.topics = new TestTopics(kafka, registry);
    }

    static PictureBroker start(Path folder) throws Exception {
        return new PictureBroker(folder, EmbeddedKafka.start(folder.resolve("kafka")), LocalRegistry.start());
    }

    TokenizePlan plan(String routes) throws Exception {
        return JobRun.plan(folder, routes, JobRun.connections(kafka, registry), Provisioning.CREATE_MISSING);
    }

    Path folder() {
        return folder;
    }

    TestTopics topics() {
        return topics;
    }

    void frame(String topic, String stream, int index, byte[] picture) throws Exception {
        ProducerRecord<byte[], byte[]> item = new ProducerRecord<>(topic, stream.getBytes(UTF_8), picture);
        item.headers().add("frame-index", Integer.toString(index).getBytes(UTF_8));
        topics.send(item);
    }

    List<TokenSequence> tokens(String topic, int count) {
        return topics.await(topic, count).stream().map(topics::tokens).toList();
    }

    static String code(ConsumerRecord<byte[], byte[]> letter) {
        return new String(letter.headers().lastHeader(DeadLetterHeaders.CODE).value(), UTF_8);
    }

    /** A ball that crosses a room. */
    static byte[] scene(int seed, int frame) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.getHSBColor(seed / 7f, 0.5f, 0.8f));
        pen.fillRect(0, 0, WIDTH, 80);
        pen.setColor(Color.getHSBColor(seed / 5f, 0.4f, 0.4f));
        pen.fillRect(0, 80, WIDTH, 40);
        pen.setColor(Color.ORANGE);
        pen.fillOval(4 * frame, 40 + 2 * (seed % 10), 30, 30);
        pen.dispose();
        return png(image);
    }

    /** A picture that compresses badly, about 57 kB. */
    static byte[] noise(int seed) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(seed);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                image.setRGB(x, y, random.nextInt(1 << 24));
            }
        }
        return png(image);
    }

    /** A picture that a hook can know again. */
    static byte[] marked() {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.MAGENTA);
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        pen.dispose();
        return png(image);
    }

    /** Whether it is the picture that is marked. */
    static boolean marked(StepRequest request) {
        byte[] planes = ((EightBitPicture) request.picture()).planes();
        int pixels = planes.length / 3;
        for (int i = 0; i < pixels; i++) {
            if (planes[i] != (byte) 255 || planes[pixels + i] != 0 || planes[2 * pixels + i] != (byte) 255) {
                return false;
            }
        }
        return true;
    }

    private static byte[] png(BufferedImage image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @Override
    public void close() {
        topics.close();
        registry.close();
        kafka.close();
    }
}
