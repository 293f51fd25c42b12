package io.tokenloom.streams.apps;

import io.tokenloom.configuration.ConnectionsFile;
import io.tokenloom.connection.Connections;
import io.tokenloom.streams.wire.TokenWire;
import io.tokenloom.wire.SchemaSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Copies topics, with the settings that all apps run with: what {@code tokenloom bench streams} measures them against. */
@Command(name = "tokenloom-pass-through", description = "Copies topics to another one, which exists.")
public final class PassThroughMain implements Callable<Integer> {
    @Option(
            names = "--application",
            required = true,
            paramLabel = "NAME",
            description = "Prefix of the application id.")
    private String application;

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "Rest of the application id.")
    private String name;

    @Option(names = "--from", required = true, split = ",", paramLabel = "TOPIC", description = "Topics to copy.")
    private List<String> from;

    @Option(names = "--to", required = true, paramLabel = "TOPIC", description = "Topic to copy to.")
    private String to;

    @Option(names = "--dead-letters", required = true, paramLabel = "TOPIC", description = "Topic of failures.")
    private String deadLetters;

    @Option(names = "--repartition", description = "Send records through a topic of its own on the way.")
    private boolean repartitioned;

    @Option(names = "--connections", required = true, paramLabel = "FILE", description = "Connections file.")
    private Path connections;

    @Option(names = "--state", required = true, paramLabel = "DIR", description = "Folder of state stores.")
    private Path state;

    /** Picocli makes it. */
    public PassThroughMain() {}

    /** Runs until the process is ended. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new PassThroughMain()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        Connections there = ConnectionsFile.read(connections);
        Apps apps = new Apps(application, 1, List.of(new PassThrough(name, from, to, deadLetters, repartitioned)));
        try (SchemaSource schemas = SchemaSource.connect(there.schemaRegistry())) {
            TokenWire wire = new TokenWire(schemas, Map.of());
            RunningApps running =
                    RunningApps.start(apps, there, wire, new RunningApps.Place(state, Optional.of("one")));
            Runtime.getRuntime().addShutdownHook(new Thread(running::close, "close-apps"));
            running.awaitFailure();
        }
        return 1;
    }
}
