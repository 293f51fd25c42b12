package io.tokenloom.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where things lie in the home folder of an installation. */
public record HomeFolder(Path path) {
    /** The id of the one job, so that its checkpoints are found again after a restart. */
    public static final String JOB_ID = "746f6b656e6c6f6f6d00000000000001";

    /** Held by the supervisor as long as it lives. */
    public Path lock() {
        return path.resolve("lock");
    }

    /** Remembered ports. */
    public Path ports() {
        return path.resolve("ports.properties");
    }

    /** Files of the present run, rewritten by each. */
    public Path run() {
        return path.resolve("run");
    }

    /** The settings of the present run. */
    public Path settings() {
        return run().resolve("settings.properties");
    }

    /** The state of the present run, written by the supervisor. */
    public Path status() {
        return run().resolve("status.properties");
    }

    /** Logs of all processes. */
    public Path logs() {
        return path.resolve("logs");
    }

    /** The rolling log of one part. */
    public Path log(String part) {
        return logs().resolve(part + ".log");
    }

    /** What one part's process prints, which is where a start that fails early tells why. */
    public Path output(String part) {
        return logs().resolve(part + ".out");
    }

    /** A part's data. */
    public Path data(String part) {
        return path.resolve(part);
    }

    /** Flink's checkpoints. */
    public Path checkpoints() {
        return data("flink").resolve("checkpoints");
    }

    /** Flink's savepoints. */
    public Path savepoints() {
        return data("flink").resolve("savepoints");
    }

    /** Creates the folders that every run needs. */
    public void create() {
        try {
            Files.createDirectories(run());
            Files.createDirectories(logs());
        } catch (IOException e) {
            throw new StandaloneException(
                    StandaloneException.Reason.HOME_UNUSABLE,
                    "home folder " + path + " cannot be created or written (" + e
                            + "); choose another or mend its rights",
                    e);
        }
    }
}
