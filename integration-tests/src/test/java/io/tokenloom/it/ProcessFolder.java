package io.tokenloom.it;

import java.nio.file.Path;

/** What tests keep for one another lies in a folder of their process, since several run side by side. */
final class ProcessFolder {
    private ProcessFolder() {}

    /** The folder, which may not be there yet. */
    static Path path() {
        return Path.of(System.getProperty("tokenloom.process-folder")).toAbsolutePath();
    }
}
