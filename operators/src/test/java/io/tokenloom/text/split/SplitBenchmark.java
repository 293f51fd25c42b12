package io.tokenloom.text.split;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Prints how fast each pattern is split, in MB of UTF-8 per second of CPU time on one thread, documents of 8 KB: without
 * masks, with masks by tables, and by vectors where the JVM has them ({@code --add-modules jdk.incubator.vector}).
 * Arguments: files or folders of text, each a corpus; {@code -Dpattern=O200K} for one pattern alone, as the JIT compiler
 * does best with one.
 */
final class SplitBenchmark {
    private static final int DOCUMENT_BYTES = 8192;
    private static final int ROUNDS = 12;
    private static final long BYTES_PER_ROUND = 8_000_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private SplitBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        Map<String, byte[]> corpora = new LinkedHashMap<>();
        for (String argument : arguments) {
            Path path = Path.of(argument);
            corpora.put(path.getFileName().toString(), content(path));
        }
        Map<String, AsciiMasks> ways = new LinkedHashMap<>();
        ways.put("stepwise", new NoMasks());
        ways.put("tables", new TableMasks());
        AsciiMasks.vectors().ifPresent(vectors -> ways.put("vectors", vectors));
        String only = System.getProperty("pattern", "");
        for (SplitPattern pattern : SplitPattern.values()) {
            if (!only.isEmpty() && !only.equals(pattern.name())) {
                continue;
            }
            ways.forEach((way, masks) -> corpora.forEach((name, utf8) -> System.out.printf(
                    "%-12s %-9s %-16s %6.0f MB/s%n",
                    pattern, way, name, bestMegabytesPerSecond(pattern.splitter(masks), utf8))));
        }
    }

    private static byte[] content(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return Files.readAllBytes(path);
        }
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(path)) {
            List<Path> texts =
                    files.filter(f -> f.toString().endsWith(".log")).sorted().toList();
            for (Path text : texts) {
                all.append(Files.readString(text));
            }
        }
        return all.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static double bestMegabytesPerSecond(Splitter splitter, byte[] utf8) {
        int repeats = (int) Math.max(1, BYTES_PER_ROUND / utf8.length);
        double best = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < repeats; i++) {
                splitDocuments(splitter, utf8, new int[1024]);
            }
            long nanoseconds = THREADS.getCurrentThreadCpuTime() - start;
            best = Math.max(best, 1000.0 * repeats * utf8.length / nanoseconds);
        }
        return best;
    }

    private static void splitDocuments(Splitter splitter, byte[] utf8, int[] ends) {
        int to;
        for (int at = 0; at < utf8.length; at = to) {
            to = Math.min(utf8.length, at + DOCUMENT_BYTES);
            while (!Pieces.isCharacterStart(utf8, to)) {
                to--;
            }
            for (int from = at; from < to; ) {
                from = ends[splitter.split(utf8, from, to, true, ends) - 1];
            }
        }
    }
}
