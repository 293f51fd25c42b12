package io.tokenloom.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Native memory of runs, which no garbage collector gives back. Measured in a process of its own whose Java heap is
 * resident from the start, so that what grows is not the heap.
 */
class InferenceMemoryTest {
    private static final int WARM_UP = 50_000;
    private static final int RUNS = 100_000;
    private static final int ROWS = 250;
    /** A forgotten tensor would be 4 KiB a run, forgotten options about 200 bytes. */
    private static final double MOST_BYTES_PER_RUN = 50;

    private static final int PAGE = 4096;

    @Test
    @EnabledOnOs(OS.LINUX)
    void staysFlatOverManyRuns() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms64m",
                        "-Xmx64m",
                        "-XX:+AlwaysPreTouch",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        InferenceMemoryTest.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        assertThat(process.waitFor()).isZero();
        assertThat(Double.parseDouble(said)).as("bytes per run").isLessThan(MOST_BYTES_PER_RUN);
    }

    /** Prints by how many bytes the process grew with each run. */
    public static void main(String[] arguments) throws IOException {
        Map<String, Tensor> given = Map.of("x", new Tensor.Floats(new long[] {ROWS, 4}, new float[4 * ROWS]));
        try (OnnxModel model = TestGraphs.open("plus")) {
            run(model, given, WARM_UP);
            long before = residentBytes();
            run(model, given, RUNS);
            System.out.println((double) (residentBytes() - before) / RUNS);
        }
    }

    private static void run(OnnxModel model, Map<String, Tensor> given, int times) {
        for (int i = 0; i < times; i++) {
            model.run(given, Set.of("y"), new RunHandle());
        }
    }

    private static long residentBytes() throws IOException {
        return PAGE
                * Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ")[1]);
    }
}
