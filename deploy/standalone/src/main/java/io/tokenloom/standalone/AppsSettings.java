package io.tokenloom.standalone;

import java.util.List;

/**
 * The Kafka Streams apps that the installation runs, all in one process.
 *
 * <p>Arguments may name what is known only when ports are: {@code {state}} and {@code {port}} are replaced, by the folder
 * of state stores and the port of the apps' HTTP interface.
 *
 * @param mainClass the class with the main method
 * @param arguments its arguments
 */
public record AppsSettings(String mainClass, List<String> arguments) {
    /** Checks and copies. */
    public AppsSettings {
        if (mainClass.isBlank()) {
            throw new IllegalArgumentException("the apps' main class is blank; name the class with the main method");
        }
        arguments = List.copyOf(arguments);
    }
}
