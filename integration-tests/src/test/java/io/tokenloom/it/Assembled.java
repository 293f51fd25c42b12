package io.tokenloom.it;

import io.tokenloom.cli.bench.kill.CommandProgram;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the build has assembled. */
final class Assembled {
    private Assembled() {}

    /** The tokenloom command, started the way the script does. */
    static CommandProgram program() throws IOException {
        Path cli = property("tokenloom.cli");
        String classPath = cli.resolve("classes")
                + File.pathSeparator
                + Files.readString(cli.resolve("classpath.txt")).strip();
        return CommandProgram.of(classPath, root());
    }

    /** The folder of the whole project. */
    static Path root() {
        return property("tokenloom.root");
    }

    private static Path property(String key) {
        return Path.of(System.getProperty(key)).toAbsolutePath().normalize();
    }
}
