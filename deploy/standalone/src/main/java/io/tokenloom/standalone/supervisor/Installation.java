package io.tokenloom.standalone.supervisor;

import io.tokenloom.standalone.HomeFolder;
import io.tokenloom.standalone.PortTable;
import io.tokenloom.standalone.StandaloneAddresses;
import io.tokenloom.standalone.StandaloneSettings;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What every part needs to know of the whole. */
record Installation(StandaloneSettings settings, HomeFolder home, PortTable ports) {
    StandaloneAddresses addresses() {
        return StandaloneAddresses.of(ports, settings.external());
    }

    /** A folder of jars, or its configuration, in the distribution. */
    Path distributed(String path) {
        return settings.distribution().resolve(path);
    }

    /** A class path entry for every jar of a folder. */
    String jarsOf(String folder) {
        return distributed(folder) + File.separator + "*";
    }

    /** The command line of a part's process. */
    List<String> java(String part, List<String> jvmOptions, List<String> classPath, List<String> mainAndArguments) {
        List<String> command = new ArrayList<>();
        command.add(settings.javaHome().resolve("bin/java").toString());
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-Xss512k",
                "-XX:ReservedCodeCacheSize=64m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true",
                "-Dlog4j2.configurationFile="
                        + distributed("conf/log4j2.properties").toUri(),
                "-Dtokenloom.log=" + home.log(part)));
        command.addAll(jvmOptions);
        command.add("-cp");
        List<String> whole = new ArrayList<>();
        whole.add(jarsOf("lib/supervisor"));
        whole.addAll(classPath);
        command.add(String.join(File.pathSeparator, whole));
        command.add(ChildMain.class.getName());
        command.addAll(mainAndArguments);
        return command;
    }
}
