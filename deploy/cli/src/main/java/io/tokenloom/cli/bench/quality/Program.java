package io.tokenloom.cli.bench.quality;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * A program of the system.
 *
 * @param name of its file
 * @param debianPackage that brings it
 */
record Program(String name, String debianPackage) {
    /** Where it lies, on a search path such as {@code PATH}. */
    Optional<Path> find(String searchPath) {
        return Arrays.stream(searchPath.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> candidate(folder).stream())
                .filter(Files::isExecutable)
                .findFirst();
    }

    private Optional<Path> candidate(String folder) {
        try {
            return Optional.of(Path.of(folder).resolve(name)).filter(Files::isRegularFile);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
