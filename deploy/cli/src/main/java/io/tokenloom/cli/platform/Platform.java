package io.tokenloom.cli.platform;

import io.tokenloom.claim.ClaimStore;
import io.tokenloom.claim.DirectoryClaimStore;
import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.check.RoutesFinding;
import io.tokenloom.cli.connection.StartNotes;
import io.tokenloom.configuration.ConfigurationException;
import io.tokenloom.configuration.ConnectionsFile;
import io.tokenloom.connection.Connections;
import io.tokenloom.standalone.AppsSettings;
import io.tokenloom.standalone.ExternalServices;
import io.tokenloom.standalone.JobSettings;
import io.tokenloom.standalone.StandaloneAddresses;
import io.tokenloom.standalone.StandaloneCluster;
import io.tokenloom.standalone.StandaloneException;
import io.tokenloom.standalone.StandaloneSettings;
import io.tokenloom.standalone.StandaloneStatus;
import io.tokenloom.streams.apps.AppsFile;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.wire.SchemaSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The standalone platform of one home folder, with the Tokenize job. Thread-safe: all state is in the folder. */
public final class Platform {
    private static final String JOB_CLASS = "io.tokenloom.jobs.tokenize.TokenizeMain";
    private static final String APPS_CLASS = "io.tokenloom.streams.apps.AppsMain";

    private final PlatformFiles files;

    /** The platform in this folder, running or not. */
    public Platform(Path home) {
        this.files = new PlatformFiles(home.toAbsolutePath().normalize());
    }

    /** The folder. */
    public Path home() {
        return files.home();
    }

    /** The connections file, there after a start. */
    public Path connectionsFile() {
        return files.connections();
    }

    /** The apps file that a start with these options takes, if apps run. */
    public Optional<Path> appsFile(StartOptions options) {
        return options.resolve(files).apps();
    }

    /** The routes file that a start with these options takes. */
    public Path routesFile(StartOptions options) {
        return options.resolve(files).routes();
    }

    /**
     * Checks the files, then starts everything that does not run elsewhere and waits until it is healthy. Ctrl-C
     * meanwhile takes the start back.
     *
     * @param watcher called with every change while waiting
     * @throws CommandException "usage" with every mistake of the routes, bundles and connections; "failed" if it runs
     *     already or can't start, when nothing is left running
     */
    public StandaloneStatus start(StartOptions options, Consumer<StandaloneStatus> watcher) {
        StartOptions.Resolved chosen = options.resolve(files);
        if (chosen.routes().equals(files.routes())) {
            files.writeMissingRoutes();
        }
        if (chosen.apps().filter(files.apps()::equals).isPresent()) {
            files.writeMissingApps();
        }
        Optional<Connections> elsewhere = checked(chosen);
        StartNotes notes = new StartNotes(
                Optional.of(chosen.routes()),
                chosen.connections(),
                Optional.of(chosen.apps().map(Path::toString).orElse(StartOptions.NO_APPS)));
        return start(settings(chosen, elsewhere), elsewhere, notes, watcher);
    }

    /**
     * Starts everything with another job than the usual one, and waits as above.
     *
     * @param slots how many records are worked on at a time
     */
    StandaloneStatus start(JobSettings job, int slots, Consumer<StandaloneStatus> watcher) {
        StandaloneSettings settings = StandaloneSettings.of(home(), Distribution.folder())
                .withTaskSlots(slots)
                .withJob(job);
        return start(settings, Optional.empty(), StartNotes.NONE, watcher);
    }

    private StandaloneStatus start(
            StandaloneSettings settings,
            Optional<Connections> elsewhere,
            StartNotes notes,
            Consumer<StandaloneStatus> watcher) {
        return asked(() -> {
            StandaloneAddresses addresses = StandaloneCluster.reserve(settings);
            files.writeConnections(connections(addresses, elsewhere), notes);
            return StartGuard.run(() -> StandaloneCluster.up(settings, watcher), this::stop);
        });
    }

    /** The connections to what runs elsewhere, if any, after a look at all files. */
    private Optional<Connections> checked(StartOptions.Resolved chosen) {
        List<String> mistakes = new ArrayList<>();
        RoutesFinding finding = RoutesFinding.of(chosen.routes());
        if (!finding.sound()) {
            mistakes.add(finding.mistakeText());
        }
        Optional<Connections> elsewhere = Optional.empty();
        if (chosen.connections().filter(connectionsFile()::equals).isPresent()) {
            mistakes.add(connectionsFile() + " is written by each start. Name a file of your own with --config.");
        } else {
            try {
                elsewhere = chosen.connections().map(ConnectionsFile::read);
            } catch (ConfigurationException e) {
                mistakes.add(e.getMessage());
            }
        }
        try {
            chosen.apps().ifPresent(AppsFile::read);
        } catch (ConfigurationException e) {
            mistakes.add(e.getMessage());
        }
        if (!mistakes.isEmpty()) {
            throw CommandException.usage(String.join(System.lineSeparator(), mistakes));
        }
        files.exportTokenizers(finding.routes().tokenizers());
        return elsewhere;
    }

    private StandaloneSettings settings(StartOptions.Resolved chosen, Optional<Connections> elsewhere) {
        List<String> arguments = List.of(
                "--routes",
                chosen.routes().toString(),
                "--connections",
                connectionsFile().toString(),
                "--provision");
        StandaloneSettings settings = StandaloneSettings.of(home(), Distribution.folder())
                .withTaskSlots(chosen.slots())
                .withJob(new JobSettings(JOB_CLASS, arguments, List.of()))
                .withExternal(new ExternalServices(
                        elsewhere.map(Connections::bootstrapServers),
                        elsewhere.map(there -> there.schemaRegistry().get(SchemaSource.URL_SETTING))));
        return chosen.apps()
                .map(file -> settings.withApps(new AppsSettings(
                        APPS_CLASS,
                        List.of(
                                "--apps",
                                file.toString(),
                                "--connections",
                                connectionsFile().toString(),
                                "--state",
                                "{state}",
                                "--http",
                                StandaloneAddresses.HOST + ":{port}",
                                "--instance",
                                "standalone",
                                "--provision"))))
                .orElse(settings);
    }

    /** Settings of what runs elsewhere as they are, and the addresses of what runs here. */
    private Connections connections(StandaloneAddresses addresses, Optional<Connections> elsewhere) {
        Map<String, String> kafka = new TreeMap<>(Map.of("bootstrap.servers", addresses.bootstrap()));
        Map<String, String> registry = new TreeMap<>(Map.of(SchemaSource.URL_SETTING, addresses.registryUrl()));
        elsewhere.ifPresent(there -> {
            kafka.putAll(there.kafka());
            registry.putAll(there.schemaRegistry());
        });
        Map<String, String> claims = elsewhere
                .map(Connections::claims)
                .filter(settings -> !settings.isEmpty())
                .orElseGet(this::ownClaims);
        return new Connections(kafka, registry, claims);
    }

    private Map<String, String> ownClaims() {
        Path claims = files.claims();
        DirectoryClaimStore.open(claims).deleteOlderThan(Instant.now().minus(TopicCatalogue.CLAIM_RETENTION));
        return Map.of(ClaimStore.STORE_SETTING, claims.toUri().toString());
    }

    /** What runs now. */
    public StandaloneStatus status() {
        return asked(() -> StandaloneCluster.at(home()).status());
    }

    /** Stops everything in order; data stays. Tells whether something ran. */
    public boolean stop() {
        return asked(() -> StandaloneCluster.at(home()).down());
    }

    private static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (StandaloneException e) {
            throw CommandException.failed(e.getMessage(), e);
        }
    }
}
