package io.tokenloom.standalone;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Starts the supervisor as a process that outlives this one and the terminal. */
record SupervisorLaunch(StandaloneSettings settings, HomeFolder home) {
    // By name: this package must not know the supervisor's.
    private static final String MAIN = "io.tokenloom.standalone.supervisor.SupervisorMain";

    Process start() throws IOException {
        List<String> command = new ArrayList<>();
        // Ctrl-C and the end of a terminal reach every process of it; this one must not hear them.
        command.addAll(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$0\" \"$@\""));
        command.add(settings.javaHome().resolve("bin/java").toString());
        command.addAll(List.of(
                "-Xmx48m",
                "-Xss256k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ReservedCodeCacheSize=16m",
                "-XX:MaxMetaspaceSize=48m",
                "-XX:+ExitOnOutOfMemoryError"));
        command.add("-cp");
        command.add(settings.distribution().resolve("lib/supervisor") + File.separator + "*");
        command.add(MAIN);
        command.add(home.path().toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.path().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(home.output("supervisor").toFile());
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        return builder.start();
    }
}
