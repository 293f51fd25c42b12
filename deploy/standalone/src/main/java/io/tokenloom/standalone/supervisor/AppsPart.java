package io.tokenloom.standalone.supervisor;

import io.tokenloom.standalone.AppsSettings;
import io.tokenloom.standalone.PartNames;
import io.tokenloom.standalone.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The Kafka Streams apps, in a process without Flink: both bring the same native classes. */
final class AppsPart implements Part {
    private static final int FILES_HAVE_MISTAKES = 2;

    private final Installation installation;
    private final AppsSettings apps;

    AppsPart(Installation installation, AppsSettings apps) {
        this.installation = installation;
        this.apps = apps;
    }

    @Override
    public String name() {
        return PartNames.APPS;
    }

    /** What they need of the job they wait for themselves, so that they start beside it. */
    @Override
    public List<String> after() {
        return List.of(PartNames.BROKER, PartNames.REGISTRY);
    }

    @Override
    public OptionalInt refusal() {
        return OptionalInt.of(FILES_HAVE_MISTAKES);
    }

    @Override
    public List<String> command() throws IOException {
        Path state = installation.home().data(name());
        Files.createDirectories(state);
        List<String> arguments = new ArrayList<>(List.of(apps.mainClass()));
        for (String argument : apps.arguments()) {
            arguments.add(argument.replace("{state}", state.toString())
                    .replace("{port}", Integer.toString(installation.ports().number(Port.APPS_HTTP))));
        }
        return installation.java(
                name(),
                List.of("-Xms48m", "-Xmx384m", "-XX:MaxMetaspaceSize=96m", "-XX:MaxDirectMemorySize=96m"),
                List.of(installation.jarsOf("lib/apps"), installation.jarsOf("lib/shared")),
                arguments);
    }

    @Override
    public Answer ask() throws IOException {
        return Answer.healthy(
                LoopbackHttp.get(installation.addresses().appsUrl() + "/health").strip());
    }
}
