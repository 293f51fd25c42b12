package io.tokenloom.cli.demo;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The samples that come with the program: logs of its own broker, registry and Flink, prose in many scripts, its own
 * source code, photos and a film, and files that break careless programs.
 */
public final class Samples {
    private static final String RESOURCE = "samples";

    /** Part of what is tokenized, so it must not depend on when the files were unpacked. */
    private static final FileTime MODIFIED = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    private Samples() {}

    /** Writes those that are not in the folder already as they are here. */
    public static void unpack(Path folder) throws IOException {
        URI packed;
        try {
            packed = Samples.class.getResource(RESOURCE).toURI();
        } catch (URISyntaxException e) {
            throw new AssertionError("a class loader's address is always valid", e);
        }
        if (packed.getScheme().equals("jar")) {
            try (FileSystem jar = FileSystems.newFileSystem(packed, Map.of())) {
                copy(jar.provider().getPath(packed), folder);
            }
        } else {
            copy(Path.of(packed), folder);
        }
        for (Map.Entry<String, byte[]> file : HostileSamples.files().entrySet()) {
            write(folder.resolve("hostile").resolve(file.getKey()), file.getValue());
        }
    }

    private static void copy(Path packed, Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(packed)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            write(folder.resolve(packed.relativize(file).toString()), Files.readAllBytes(file));
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        if (Files.exists(file)
                && Files.getLastModifiedTime(file).equals(MODIFIED)
                && Arrays.equals(Files.readAllBytes(file), content)) {
            return;
        }
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        Files.setLastModifiedTime(file, MODIFIED);
    }
}
