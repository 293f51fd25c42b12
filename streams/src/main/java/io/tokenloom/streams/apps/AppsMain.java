package io.tokenloom.streams.apps;

import io.tokenloom.configuration.ConfigurationException;
import io.tokenloom.configuration.ConnectionsFile;
import io.tokenloom.connection.Connections;
import io.tokenloom.connection.KafkaFailures;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.streams.AnnouncedTokenizers;
import io.tokenloom.streams.http.HttpAddress;
import io.tokenloom.streams.http.StatisticsServer;
import io.tokenloom.streams.wire.TokenWire;
import io.tokenloom.wire.SchemaSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the apps of a file until it is told to end, or one of them fails for good. */
@Command(
        name = "tokenloom-apps",
        mixinStandardHelpOptions = true,
        description = "Runs Kafka Streams apps over token topics.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:it was told to end",
            "1:an app failed, or what it needs did not answer; start it again",
            "2:a file has mistakes, or topics, schemas or tokenizers are missing"
        })
public final class AppsMain implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(AppsMain.class);
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final long LOOK_AGAIN_MILLIS = 1_000;

    @Option(names = "--apps", required = true, paramLabel = "FILE", description = "Apps file.")
    private Path apps;

    @Option(names = "--connections", required = true, paramLabel = "FILE", description = "Connections file.")
    private Path connections;

    @Option(
            names = "--state",
            required = true,
            paramLabel = "DIR",
            description = "Folder of state stores; what is lost there is read again from Kafka.")
    private Path state;

    @Option(
            names = "--http",
            paramLabel = "[HOST:]PORT",
            defaultValue = "127.0.0.1:8090",
            description = "Where health, metrics and statistics are (default: ${DEFAULT-VALUE}).")
    private HttpAddress http;

    @Option(
            names = "--instance",
            paramLabel = "NAME",
            description =
                    "Name of this process among those that run the same apps, stable over restarts, such as the name"
                            + " of a pod: a process that died and comes back goes on at once, and not when its session times out.")
    private Optional<String> instance = Optional.empty();

    @Option(
            names = "--patience",
            paramLabel = "DURATION",
            defaultValue = "PT1M",
            description = "How long to wait for tokenizers that a job has yet to announce (default: a minute, PT1M).")
    private Duration patience;

    @Option(names = "--provision", description = "Make missing topics and schemas.")
    private boolean provision;

    /** Picocli makes it. */
    public AppsMain() {}

    /** Runs and ends the process with a status. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new AppsMain())
                .registerConverter(HttpAddress.class, HttpAddress::parse)
                .execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            return run();
        } catch (ConfigurationException e) {
            return end(USAGE, e.getMessage());
        } catch (TokenizationException e) {
            return end(FAILED, e.getMessage());
        } catch (KafkaException e) {
            return end(FAILED, "Kafka does not answer: " + KafkaFailures.explain(e));
        }
    }

    private int run() throws InterruptedException {
        AppsFile file = AppsFile.read(apps);
        Connections there = ConnectionsFile.read(connections);
        try (SchemaSource schemas = SchemaSource.connect(there.schemaRegistry())) {
            Apps known = known(file, there, schemas);
            TokenWire wire = AppsPreparation.prepare(
                    apps,
                    known,
                    there,
                    schemas,
                    provision ? AppsPreparation.Provisioning.CREATE_MISSING : AppsPreparation.Provisioning.LOOK_UP);
            RunningApps running = RunningApps.start(known, there, wire, new RunningApps.Place(state, instance));
            Runtime.getRuntime().addShutdownHook(new Thread(running::close, "close-apps"));
            try (StatisticsServer server =
                    StatisticsServer.start(http, running.statistics(known, schemas), running::packMetrics)) {
                LOG.info(
                        "{} apps run; health, metrics and statistics are at port {}",
                        known.apps().size(),
                        server.port());
                running.awaitFailure();
            }
            return FAILED;
        }
    }

    /** A job that starts beside this process announces its tokenizers in a moment. */
    private Apps known(AppsFile file, Connections there, SchemaSource schemas) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            AnnouncedTokenizers announced = AnnouncedTokenizers.read(there, schemas);
            try {
                return file.apps(announced);
            } catch (ConfigurationException e) {
                boolean allKnown = file.tokenizers().stream()
                        .allMatch(name -> announced.find(name).isPresent());
                if (allKnown || System.nanoTime() - deadline > 0) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
            }
        }
    }

    private static int end(int status, String message) {
        LOG.error(message);
        System.err.println(message);
        return status;
    }
}
