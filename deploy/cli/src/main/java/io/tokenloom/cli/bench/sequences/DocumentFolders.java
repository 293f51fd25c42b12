package io.tokenloom.cli.bench.sequences;

import io.tokenloom.cli.demo.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Mixed documents made of the samples that come with the program: in each a photograph, some prose and some lines of a log,
 * in one of them a film; each some seconds after the one before. A seed always gives the same bytes and times.
 *
 * @param seed where lengths come from
 * @param documents how many
 */
public record DocumentFolders(long seed, int documents) {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int SECONDS_APART = 15;
    private static final int MOST_LINES = 40;
    private static final int MOST_CHARACTERS = 3_000;

    /** Time of the first. */
    Instant start() {
        return START;
    }

    /** From the first to where the one after the last would be. */
    Duration span() {
        return Duration.ofSeconds((long) documents * SECONDS_APART);
    }

    /** Writes them; the folder must be empty or missing. */
    public void write(Path folder, Path samples) throws IOException {
        Samples.unpack(samples);
        List<Path> photographs = files(samples.resolve("pictures"), ".jpg");
        List<Path> texts = files(samples.resolve("prose"), ".txt");
        List<Path> logs = files(samples.resolve("logs"), ".log");
        Path film = files(samples.resolve("pictures"), ".mp4").get(0);
        Random random = new Random(seed);
        for (int number = 0; number < documents; number++) {
            Path document = Files.createDirectories(folder.resolve("entry-%03d.document".formatted(number)));
            FileTime time = FileTime.from(START.plusSeconds((long) number * SECONDS_APART));
            Path photograph = photographs.get(number % photographs.size());
            copy(document.resolve("photograph.jpg"), Files.readAllBytes(photograph), time);
            copy(
                    document.resolve("prose.txt"),
                    part(Files.readString(texts.get(number % texts.size())), random)
                            .getBytes(StandardCharsets.UTF_8),
                    time);
            copy(document.resolve("lines.log"), lines(logs.get(number % logs.size()), random), time);
            if (number == documents / 2) {
                copy(document.resolve("film.mp4"), Files.readAllBytes(film), time);
            }
        }
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }

    private static String part(String text, Random random) {
        int from = text.offsetByCodePoints(0, random.nextInt(text.codePointCount(0, text.length()) / 2));
        int left = text.codePointCount(from, text.length());
        return text.substring(from, text.offsetByCodePoints(from, 1 + random.nextInt(Math.min(left, MOST_CHARACTERS))));
    }

    private static byte[] lines(Path log, Random random) throws IOException {
        List<String> all = Files.readAllLines(log);
        int from = random.nextInt(all.size() / 2);
        int to = Math.min(all.size(), from + 1 + random.nextInt(MOST_LINES));
        return (String.join("\n", all.subList(from, to)) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void copy(Path file, byte[] content, FileTime time) throws IOException {
        Files.write(file, content);
        Files.setLastModifiedTime(file, time);
    }
}
