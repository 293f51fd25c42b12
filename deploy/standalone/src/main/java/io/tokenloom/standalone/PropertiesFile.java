package io.tokenloom.standalone;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/** Properties files that a reader sees either before or after a change, never half written. */
public final class PropertiesFile {
    private PropertiesFile() {}

    /** Reads a file. */
    public static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return properties;
    }

    /** Writes beside the file, then moves over it. */
    public static void write(Path file, Properties properties) throws IOException {
        Path beside = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid());
        try (Writer writer = Files.newBufferedWriter(beside, StandardCharsets.UTF_8)) {
            properties.store(writer, null);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
