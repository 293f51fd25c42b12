package io.tokenloom.standalone;

import static io.tokenloom.standalone.StandaloneException.Reason.DISK_FULL;
import static io.tokenloom.standalone.StandaloneException.Reason.HOME_UNUSABLE;
import static io.tokenloom.standalone.StandaloneException.Reason.INCOMPLETE_DISTRIBUTION;
import static io.tokenloom.standalone.StandaloneException.Reason.WRONG_JDK;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** What is checked before anything starts, so that a machine that can not run it is told so in one sentence. */
final class Preflight {
    static final long LEAST_FREE_BYTES = 512L << 20;
    private static final int OLDEST_JAVA = 17;

    private Preflight() {}

    static void check(StandaloneSettings settings, HomeFolder home) {
        checkJava(settings.javaHome());
        checkDistribution(settings.distribution());
        home.create();
        try {
            checkFreeBytes(home.path(), Files.getFileStore(home.path()).getUsableSpace());
        } catch (IOException e) {
            throw new StandaloneException(HOME_UNUSABLE, "free space of " + home.path() + " cannot be read", e);
        }
    }

    static void checkFreeBytes(Path home, long freeBytes) {
        if (freeBytes < LEAST_FREE_BYTES) {
            throw new StandaloneException(
                    DISK_FULL,
                    "disk of " + home + " has " + (freeBytes >> 20) + " MiB left, " + (LEAST_FREE_BYTES >> 20)
                            + " MiB are needed to start; free some or use a home on another disk");
        }
    }

    static void checkJava(Path javaHome) {
        if (!Files.isExecutable(javaHome.resolve("bin/java"))) {
            throw new StandaloneException(
                    WRONG_JDK, javaHome + " has no bin/java; set JAVA_HOME to a JDK " + OLDEST_JAVA + " or later");
        }
        int version = version(javaHome);
        if (version < OLDEST_JAVA) {
            throw new StandaloneException(
                    WRONG_JDK,
                    javaHome + " is Java " + version + ", at least " + OLDEST_JAVA
                            + " is needed; set JAVA_HOME to a JDK " + OLDEST_JAVA + " or later");
        }
    }

    private static int version(Path javaHome) {
        if (javaHome.equals(
                Path.of(System.getProperty("java.home")).toAbsolutePath().normalize())) {
            return Runtime.version().feature();
        }
        try {
            Properties release = PropertiesFile.read(javaHome.resolve("release"));
            String text = release.getProperty("JAVA_VERSION", "").replace("\"", "");
            // Java 8 calls itself 1.8.
            String feature = (text.startsWith("1.") ? text.substring(2) : text).split("[^0-9]", 2)[0];
            return Integer.parseInt(feature);
        } catch (IOException | NumberFormatException e) {
            throw new StandaloneException(
                    WRONG_JDK, javaHome + " does not tell its version in its release file; set JAVA_HOME to a JDK", e);
        }
    }

    private static void checkDistribution(Path distribution) {
        for (String part : List.of("lib/supervisor", "lib/broker", "lib/registry", "lib/flink", "lib/shared", "conf")) {
            if (!Files.isDirectory(distribution.resolve(part))) {
                throw new StandaloneException(
                        INCOMPLETE_DISTRIBUTION,
                        "distribution " + distribution + " has no " + part + "; build it with mvn package");
            }
        }
    }
}
