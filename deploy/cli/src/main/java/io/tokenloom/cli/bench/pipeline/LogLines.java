package io.tokenloom.cli.bench.pipeline;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.bench.race.Items;
import io.tokenloom.wire.HeaderNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * An endless log: the lines of given files again and again, with their line endings; from the second time on with other
 * digits, so that no cache sees the same line twice. The same at every run. Immutable.
 */
final class LogLines implements Items {
    private static final List<String> SAMPLES =
            List.of("broker.log", "flink-jobmanager.log", "flink-taskmanager.log", "registry.log");
    private static final String SAMPLES_FOLDER = "/io/tokenloom/cli/demo/samples/logs/";
    private static final int TEN = 10;
    private static final int KEYS = 64;

    /** More of a folder is not needed to be varied enough. */
    private static final int MAX_BYTES = 64 << 20;

    private final List<byte[]> lines;

    private LogLines(List<byte[]> lines) {
        this.lines = lines;
    }

    /** Of the logs that come with the program. */
    static LogLines ofSamples() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String name : SAMPLES) {
            try (InputStream sample = LogLines.class.getResourceAsStream(SAMPLES_FOLDER + name)) {
                sample.transferTo(all);
            }
        }
        return of(all.toByteArray());
    }

    /**
     * Of a file, or of all files of a folder.
     *
     * @throws CommandException "usage" if there is none with a line in it
     */
    static LogLines of(Path path) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (Stream<Path> walk = Files.walk(path)) {
            for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
                try (InputStream content = Files.newInputStream(file)) {
                    all.write(content.readNBytes(MAX_BYTES - all.size()));
                }
            }
        }
        LogLines lines = of(all.toByteArray());
        if (lines.lines.isEmpty()) {
            throw CommandException.usage("--input " + path + " has no line. Name a text file, or a folder with some.");
        }
        return lines;
    }

    /** Of a text. */
    static LogLines of(byte[] text) {
        List<byte[]> lines = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < text.length; at++) {
            if (text[at] == '\n' || at == text.length - 1) {
                lines.add(Arrays.copyOfRange(text, start, at + 1));
                start = at + 1;
            }
        }
        return new LogLines(lines);
    }

    /** How many lines there are before they come again. */
    int size() {
        return lines.size();
    }

    /** The line of a number, from 0. */
    @Override
    public byte[] content(long number) {
        byte[] line = lines.get((int) (number % lines.size())).clone();
        if (number >= lines.size()) {
            SplittableRandom random = new SplittableRandom(number);
            for (int at = 0; at < line.length; at++) {
                if (line[at] >= '0' && line[at] <= '9') {
                    line[at] = (byte) ('0' + random.nextInt(TEN));
                }
            }
        }
        return line;
    }

    /** On all partitions in turn. */
    @Override
    public ProducerRecord<byte[], byte[]> record(
            String topic, int partitions, long number, Long timestamp, byte[] line) {
        return record(topic, (int) (number % partitions), "bench-" + number % KEYS, number, timestamp, line);
    }

    /** A line of a source. */
    static ProducerRecord<byte[], byte[]> record(
            String topic, int partition, String source, long number, Long timestamp, byte[] line) {
        ProducerRecord<byte[], byte[]> made = new ProducerRecord<>(topic, partition, timestamp, text(source), line);
        made.headers()
                .add(HeaderNames.ITEM_ID, text("bench:" + number))
                .add(HeaderNames.SOURCE_ID, text(source))
                .add(HeaderNames.CONTENT_TYPE, text("text/plain; charset=utf-8"));
        return made;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
