package io.tokenloom.cli.demo;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.tokenloom.cli.demo.report.Measurement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The last measurement of a home folder: a run that finds nothing new to send has none of its own to show.
 *
 * @param path the file
 */
record MeasurementFile(Path path) {
    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    /** What an earlier run left, if anything. */
    Optional<Measurement> read() throws IOException {
        return Files.exists(path) ? Optional.of(JSON.readValue(path.toFile(), Measurement.class)) : Optional.empty();
    }

    void write(Measurement measurement) throws IOException {
        // As a whole or not at all: the next run reads it.
        Path part = path.resolveSibling(path.getFileName() + ".part");
        JSON.writeValue(part.toFile(), measurement);
        Files.move(part, path, StandardCopyOption.REPLACE_EXISTING);
    }
}
