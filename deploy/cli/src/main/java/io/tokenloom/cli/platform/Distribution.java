package io.tokenloom.cli.platform;

import io.tokenloom.cli.CommandException;
import java.nio.file.Path;

/** Where the build leaves what the platform is started from. */
public final class Distribution {
    /** Set by the script {@code ./tokenloom}. */
    static final String ROOT_PROPERTY = "tokenloom.root";

    private Distribution() {}

    /** The folder with {@code lib/} and {@code conf/}. */
    public static Path folder() {
        String root = System.getProperty(ROOT_PROPERTY);
        if (root == null) {
            throw CommandException.failed(
                    "the platform's programs are not known. Start with the script ./tokenloom, or set -D"
                            + ROOT_PROPERTY + " to the folder that it lies in.");
        }
        return Path.of(root, "deploy", "standalone", "target", "dist");
    }
}
