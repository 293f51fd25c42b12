package io.tokenloom.standalone;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The Flink job that the installation runs, in application mode.
 *
 * <p>Arguments may name addresses, which are known only when ports are: {@code {bootstrap}}, {@code {registry}} and
 * {@code {home}} are replaced. The job restarts from its newest complete checkpoint or savepoint.
 *
 * @param mainClass the class with the job's main method
 * @param arguments the main method's arguments
 * @param classPath jars and folders added after Flink's own, on both Flink processes; may be empty
 */
public record JobSettings(String mainClass, List<String> arguments, List<Path> classPath) {
    /** Checks and copies. */
    public JobSettings {
        if (mainClass.isBlank()) {
            throw new IllegalArgumentException("the job's main class is blank; name the class with the main method");
        }
        arguments = List.copyOf(arguments);
        classPath = classPath.stream().map(Path::toAbsolutePath).toList();
        Objects.requireNonNull(classPath, "classPath");
    }
}
