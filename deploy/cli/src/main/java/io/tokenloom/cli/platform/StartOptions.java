package io.tokenloom.cli.platform;

import io.tokenloom.cli.CommandException;
import io.tokenloom.standalone.HomeFolder;
import io.tokenloom.standalone.SettingsFile;
import io.tokenloom.standalone.StandaloneSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What may be chosen at a start. Immutable.
 *
 * @param routes the routes file; without one that of the last start, else the usual one of the home folder
 * @param connections a connections file with services that run elsewhere; without one that of the last start, else all
 *     services are started
 * @param apps the apps file, or {@value #NO_APPS}; without it that of the last start, else the usual one of the home folder
 *     where the routes are the usual ones too, else none
 * @param slots how many records are tokenized at a time; without it as at the last start, else two
 */
public record StartOptions(
        Optional<Path> routes, Optional<Path> connections, Optional<String> apps, Optional<Integer> slots) {
    /** In place of an apps file: run none. */
    public static final String NO_APPS = "none";

    /** As last time. */
    public static final StartOptions AS_BEFORE =
            new StartOptions(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static final int USUAL_SLOTS = 2;

    /** Makes the paths absolute. */
    public StartOptions {
        routes = routes.map(file -> file.toAbsolutePath().normalize());
        connections = connections.map(file -> file.toAbsolutePath().normalize());
        apps = apps.map(file -> file.equals(NO_APPS)
                ? file
                : Path.of(file).toAbsolutePath().normalize().toString());
        slots.filter(count -> count < 1).ifPresent(count -> {
            throw CommandException.usage("--slots is " + count + "; at least 1 is needed");
        });
    }

    /** Whether anything was chosen. */
    boolean chosen() {
        return routes.isPresent() || connections.isPresent() || apps.isPresent() || slots.isPresent();
    }

    /** The same with what is open filled in from the last start of this home, or as usual. */
    Resolved resolve(PlatformFiles files) {
        Path chosenRoutes = routes.or(() -> files.notes().routes()).orElse(files.routes());
        String usualApps = chosenRoutes.equals(files.routes()) ? files.apps().toString() : NO_APPS;
        String chosenApps = apps.or(() -> files.notes().apps()).orElse(usualApps);
        return new Resolved(
                chosenRoutes,
                connections.or(() -> files.notes().origin()),
                chosenApps.equals(NO_APPS) ? Optional.empty() : Optional.of(Path.of(chosenApps)),
                slots.or(() -> last(files.home()).map(StandaloneSettings::taskSlots))
                        .orElse(USUAL_SLOTS));
    }

    /**
     * All decided.
     *
     * @param routes the routes file
     * @param connections a connections file with services that run elsewhere
     * @param apps the apps file, if apps run
     * @param slots how many records are tokenized at a time
     */
    record Resolved(Path routes, Optional<Path> connections, Optional<Path> apps, int slots) {}

    private static Optional<StandaloneSettings> last(Path home) {
        Path file = new HomeFolder(home).settings();
        try {
            return Files.exists(file) ? Optional.of(SettingsFile.read(file)) : Optional.empty();
        } catch (IOException e) {
            throw CommandException.failed(file + " can't be read (" + e + "). Mend its rights, or delete it.", e);
        }
    }
}
