package io.tokenloom.standalone.supervisor;

import io.tokenloom.standalone.PartNames;
import io.tokenloom.standalone.Port;
import io.tokenloom.standalone.StandaloneAddresses;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The schema registry: a server that speaks the Confluent API, with a database file of its own. */
final class RegistryPart implements Part {
    private static final String MAIN = "io.quarkus.runner.GeneratedMain";
    private static final String COMPATIBILITY = "FULL_TRANSITIVE";

    private final Installation installation;
    private boolean compatibilityKnown;

    RegistryPart(Installation installation) {
        this.installation = installation;
    }

    @Override
    public String name() {
        return PartNames.REGISTRY;
    }

    @Override
    public List<String> after() {
        return List.of();
    }

    @Override
    public List<String> command() throws IOException {
        compatibilityKnown = false;
        Path data = installation.home().data(name());
        Files.createDirectories(data);
        return installation.java(
                name(),
                List.of(
                        "-Xms32m",
                        "-Xmx160m",
                        "-XX:MaxMetaspaceSize=160m",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-Dquarkus.http.host=" + StandaloneAddresses.HOST,
                        "-Dquarkus.http.port=" + installation.ports().number(Port.REGISTRY),
                        "-Dquarkus.http.limits.max-body-size=4M",
                        "-Dquarkus.datasource.jdbc.url=jdbc:h2:file:" + data.resolve("registry"),
                        "-Dquarkus.datasource.jdbc.min-size=1",
                        "-Dquarkus.datasource.jdbc.initial-size=1",
                        "-Dquarkus.datasource.jdbc.max-size=8",
                        "-Dquarkus.thread-pool.max-threads=8",
                        "-Dquarkus.vertx.event-loops-pool-size=2",
                        "-Dquarkus.log.console.enable=false",
                        "-Dquarkus.log.file.enable=true",
                        "-Dquarkus.log.file.path=" + installation.home().log(name()),
                        "-Dquarkus.log.file.rotation.max-file-size=10M",
                        "-Dquarkus.log.file.rotation.max-backup-index=1"),
                List.of(runner().toString()),
                List.of(MAIN));
    }

    // The runner's manifest names the rest of the class path.
    private Path runner() throws IOException {
        Path folder = installation.distributed("lib/registry");
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*-runner.jar")) {
            for (Path jar : jars) {
                return jar;
            }
        }
        throw new IOException("no *-runner.jar in " + folder + File.separator);
    }

    /** Healthy when it serves and its default compatibility is ours, which is set once after each start. */
    @Override
    public Answer ask() throws IOException {
        String api = installation.addresses().registryUrl();
        LoopbackHttp.get(api + "/subjects");
        if (!compatibilityKnown) {
            if (!LoopbackHttp.get(api + "/config").contains(COMPATIBILITY)) {
                LoopbackHttp.putJson(api + "/config", "{\"compatibility\": \"" + COMPATIBILITY + "\"}");
            }
            compatibilityKnown = true;
        }
        return Answer.healthy("default compatibility " + COMPATIBILITY);
    }
}
