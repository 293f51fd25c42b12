package io.tokenloom.cli.bench.kill;

import io.tokenloom.cli.bench.MovingScene;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;

/**
 * A folder of files to send: logs with lines of all lengths, whole texts, an item of several parts, streams of frames, and
 * what can't be tokenized. A seed always gives the same bytes and times.
 *
 * @param seed where the bytes come from
 * @param logs log files
 * @param linesPerLog lines in each
 * @param texts whole texts
 * @param frames frames of each of the two streams
 */
public record KillInput(long seed, int logs, int linesPerLog, int texts, int frames) {
    /** Part of what is tokenized. */
    private static final FileTime MODIFIED = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    private static final String[] WORDS = {
        "accepted", "broker", "checkpoint", "déjà", "epoch", "файл", "GET", "handshake", "index", "日志", "kernel",
        "latency", "mount", "null", "offset", "POST", "queue", "retry", "shutdown", "timeout", "user", "volume",
        "warning", "x-request-id", "yield", "zone", "🙂", "\t", "{\"level\":\"info\"}", "0xdeadbeef", "<|endoftext|>"
    };

    /** More than two parts of a text. */
    private static final int LONG_TEXT_BYTES = 9 * 1024 * 1024;

    private static final int STREAMS = 2;
    private static final int FRAME_WIDTH = 240;
    private static final int FRAME_HEIGHT = 180;
    private static final int USUAL_WORDS = 24;
    private static final int LONG_LINE_WORDS = 3_000;
    private static final int LONG_LINE_EACH = 500;
    private static final int BROKEN_LINE_EACH = 97;

    /** Writes the files; the folder must be empty or missing. */
    public void write(Path folder) throws IOException {
        Random random = new Random(seed);
        Files.createDirectories(folder.resolve("logs"));
        Files.createDirectories(folder.resolve("texts"));
        for (int log = 0; log < logs; log++) {
            writeLog(folder.resolve("logs").resolve("app-%02d.log".formatted(log)), random);
        }
        for (int text = 0; text < texts; text++) {
            Path file = folder.resolve("texts").resolve("note-%02d.txt".formatted(text));
            write(file, text(random, 200 + random.nextInt(60_000)));
        }
        for (int stream = 0; stream < STREAMS; stream++) {
            MovingScene scene = new MovingScene(stream, FRAME_WIDTH, FRAME_HEIGHT);
            Path camera = Files.createDirectories(folder.resolve("streams").resolve("camera-" + stream + ".frames"));
            for (int frame = 0; frame < frames; frame++) {
                write(camera.resolve("%05d.png".formatted(frame)), scene.frame(frame, "png"));
            }
            byte[] half = scene.frame(frames, "png");
            write(camera.resolve("%05d.png".formatted(frames)), Arrays.copyOf(half, half.length / 2));
        }
        write(folder.resolve("texts").resolve("long.txt"), text(random, LONG_TEXT_BYTES));
        write(folder.resolve("texts").resolve("empty.txt"), new byte[0]);
        write(folder.resolve("texts").resolve("latin-1.txt"), "Gr\u00fc\u00dfe".getBytes(StandardCharsets.ISO_8859_1));
        byte[] noise = new byte[30_000];
        random.nextBytes(noise);
        write(folder.resolve("texts").resolve("noise.bin"), noise);
    }

    private void writeLog(Path file, Random random) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (int line = 1; line <= linesPerLog; line++) {
                int words = random.nextInt(LONG_LINE_EACH) == 0
                        ? random.nextInt(LONG_LINE_WORDS)
                        : random.nextInt(USUAL_WORDS);
                out.write(sentence(random, words).getBytes(StandardCharsets.UTF_8));
                if (random.nextInt(BROKEN_LINE_EACH) == 0) {
                    // A continuation byte without a start: no UTF-8.
                    out.write(0x80);
                }
                // The last line has no ending, as when its writer was killed.
                if (line < linesPerLog) {
                    out.write(random.nextInt(8) == 0 ? "\r\n".getBytes(StandardCharsets.US_ASCII) : new byte[] {'\n'});
                } else {
                    out.write('.');
                }
            }
        }
        Files.setLastModifiedTime(file, MODIFIED);
    }

    private static byte[] text(Random random, int bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes + 1024);
        while (out.size() < bytes) {
            out.writeBytes(
                    (sentence(random, 1 + random.nextInt(USUAL_WORDS)) + ".\n").getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    private static String sentence(Random random, int words) {
        StringBuilder sentence = new StringBuilder();
        for (int word = 0; word < words; word++) {
            if (random.nextInt(4) == 0) {
                sentence.append(random.nextInt());
            } else {
                sentence.append(WORDS[random.nextInt(WORDS.length)]);
            }
            sentence.append(' ');
        }
        return sentence.toString();
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.write(file, content);
        Files.setLastModifiedTime(file, MODIFIED);
    }
}
