package io.tokenloom.standalone.supervisor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What both Flink processes have in common on the command line. */
final class FlinkJvm {
    // Flink serializes and inspects JDK types; its own scripts open the same packages.
    private static final List<String> OPENED = List.of(
            "java.lang",
            "java.lang.reflect",
            "java.io",
            "java.net",
            "java.nio",
            "java.text",
            "java.time",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "java.util.concurrent.locks",
            "sun.nio.ch");

    private FlinkJvm() {}

    static List<String> options(Path scratch, List<String> sizes) {
        List<String> options = new ArrayList<>(sizes);
        options.add("-Djava.io.tmpdir=" + scratch);
        for (String name : OPENED) {
            options.add("--add-opens=java.base/" + name + "=ALL-UNNAMED");
        }
        return options;
    }

    static List<String> classPath(Installation installation) {
        List<String> classPath = new ArrayList<>();
        classPath.add(installation.jarsOf("lib/flink"));
        classPath.add(installation.jarsOf("lib/shared"));
        installation.settings().job().ifPresent(job -> job.classPath().stream()
                .map(Path::toString)
                .forEach(classPath::add));
        return classPath;
    }
}
