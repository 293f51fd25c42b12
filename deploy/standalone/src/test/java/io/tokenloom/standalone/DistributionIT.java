package io.tokenloom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The assembled layout: what the parts' class paths hold. */
class DistributionIT {
    private static final Path LIBRARIES =
            Path.of(System.getProperty("tokenloom.dist")).resolve("lib");
    /** A seventh of it is RocksDB for the apps, which comes with its natives for all platforms. */
    private static final long MOST_BYTES = 520L << 20;

    @ParameterizedTest
    @ValueSource(strings = {"broker", "flink", "supervisor"})
    void holdsNoClassTwice(String part) throws IOException {
        Map<String, List<String>> doubles = new TreeMap<>(jarsByClass(part));
        doubles.values().removeIf(jars -> jars.size() == 1);

        assertThat(doubles).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"broker", "flink"})
    void holdsOneLoggingBindingAndOneJackson(String part) throws IOException {
        Map<String, List<String>> jars = jarsByClass(part);

        assertThat(jars.get("org/slf4j/impl/StaticLoggerBinder.class")).hasSize(1);
        assertThat(jars.get("com/fasterxml/jackson/databind/ObjectMapper.class"))
                .hasSize(1);
        assertThat(jars).containsKey("com/fasterxml/jackson/core/JsonFactory.class");
    }

    /** In the versions that each of them asks for. */
    @ParameterizedTest
    @ValueSource(strings = {"broker", "flink"})
    void sharesOnlyWhatThePartWouldHaveByItself(String part) throws IOException {
        Path own = Path.of(part, "target", "class-path");

        assertThat(jars(LIBRARIES.resolve("shared")))
                .hasSize(3)
                .allSatisfy(jar -> assertThat(own.resolve(jar.getFileName())).hasSameBinaryContentAs(jar));
    }

    @Test
    void holdsTheTokenizeJobForFlink() throws IOException {
        assertThat(jarsByClass("flink")).containsKey("io/tokenloom/jobs/tokenize/TokenizeMain.class");
    }

    @Test
    void staysSmall() throws IOException {
        long total = 0;
        try (var files = Files.walk(LIBRARIES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                total += Files.size(file);
            }
        }
        assertThat(total).isLessThan(MOST_BYTES);
    }

    /** By class the jars of a part's class path that hold it. */
    private static Map<String, List<String>> jarsByClass(String part) throws IOException {
        List<Path> classPath = new ArrayList<>(jars(LIBRARIES.resolve(part)));
        if (!part.equals("supervisor")) {
            classPath.addAll(jars(LIBRARIES.resolve("shared")));
        }
        Map<String, List<String>> jars = new TreeMap<>();
        for (Path file : classPath) {
            try (JarFile jar = new JarFile(file.toFile())) {
                jar.stream()
                        .map(entry -> entry.getName())
                        .filter(DistributionIT::isVisibleClass)
                        .forEach(name -> jars.computeIfAbsent(name, first -> new ArrayList<>())
                                .add(file.getFileName().toString()));
            }
        }
        return jars;
    }

    private static List<Path> jars(Path folder) throws IOException {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
            files.forEach(jars::add);
        }
        return jars;
    }

    private static boolean isVisibleClass(String name) {
        return name.endsWith(".class")
                && !name.startsWith("META-INF/")
                && !name.endsWith("-info.class")
                // Each of Parquet's jars brings the same copy, under a name of its own.
                && !name.startsWith("shaded/parquet/it/unimi/dsi/fastutil/");
    }
}
