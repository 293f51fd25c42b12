package io.tokenloom.cli.demo.report;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a report goes: {@code index.html} and {@code summary.json}, over whatever an earlier run left.
 *
 * @param path the folder
 */
public record ReportFolder(Path path) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /** The page. */
    public Path page() {
        return path.resolve("index.html");
    }

    /** What programs read. */
    public Path summary() {
        return path.resolve("summary.json");
    }

    /** Writes both files. */
    public void write(DemoOutcome outcome) throws IOException {
        Files.createDirectories(path);
        Files.write(summary(), JSON.writeValueAsBytes(Summary.of(outcome)));
        try (Writer out = Files.newBufferedWriter(page(), StandardCharsets.UTF_8)) {
            ReportPage.write(outcome, out);
        }
    }
}
