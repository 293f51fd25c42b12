package io.tokenloom.jobs.tokenize;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.util.ParameterTool;

/**
 * The job's arguments.
 *
 * @param routes routes file
 * @param connections connections file
 * @param provisioning whether missing topics and schemas are made
 */
record TokenizeArguments(Path routes, Path connections, Provisioning provisioning) {
    private static final String ROUTES = "routes";
    private static final String CONNECTIONS = "connections";
    private static final String PROVISION = "provision";
    private static final String USAGE = "Arguments: --routes FILE --connections FILE [--provision]";

    /** Who makes topics and schemas. */
    enum Provisioning {
        /** This job, where they are missing. */
        CREATE_MISSING,
        /** Somebody else; what is missing is a mistake. */
        LOOK_UP
    }

    /** @throws IllegalArgumentException with every mistake */
    static TokenizeArguments parse(String[] arguments) {
        ParameterTool given;
        try {
            given = ParameterTool.fromArgs(arguments);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + " " + USAGE, e);
        }
        List<String> mistakes = new ArrayList<>();
        Set<String> unknown = new TreeSet<>(given.toMap().keySet());
        unknown.removeAll(Set.of(ROUTES, CONNECTIONS, PROVISION));
        unknown.forEach(name -> mistakes.add("--" + name + " is not known."));
        Path routes = file(given, ROUTES, mistakes);
        Path connections = file(given, CONNECTIONS, mistakes);
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join(" ", mistakes) + " " + USAGE);
        }
        return new TokenizeArguments(
                routes, connections, given.has(PROVISION) ? Provisioning.CREATE_MISSING : Provisioning.LOOK_UP);
    }

    private static Path file(ParameterTool given, String name, List<String> mistakes) {
        String text = given.get(name, "");
        if (text.isEmpty()) {
            mistakes.add("--" + name + " is missing.");
            return Path.of("");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            mistakes.add("--" + name + " is not a path: " + e.getReason() + ".");
            return Path.of("");
        }
    }
}
