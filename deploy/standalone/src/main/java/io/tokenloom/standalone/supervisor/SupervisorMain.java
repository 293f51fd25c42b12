package io.tokenloom.standalone.supervisor;

import io.tokenloom.standalone.ExternalServices;
import io.tokenloom.standalone.HomeFolder;
import io.tokenloom.standalone.HomeLock;
import io.tokenloom.standalone.PortTable;
import io.tokenloom.standalone.SettingsFile;
import io.tokenloom.standalone.StandaloneSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The supervisor process of one home folder. Ends in order on SIGTERM. */
public final class SupervisorMain {
    private static final int LOCKED = 3;

    private SupervisorMain() {}

    /**
     * Supervises until told to end.
     *
     * @param arguments the home folder, with the settings of this run in it
     * @throws IOException if the home folder cannot be read or written
     * @throws InterruptedException never, in practice
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        HomeFolder home = new HomeFolder(Path.of(arguments[0]));
        Optional<HomeLock> lock = HomeLock.take(home);
        if (lock.isEmpty()) {
            System.out.println("another supervisor serves " + home.path());
            System.exit(LOCKED);
            return;
        }
        lock.get().recordPid();
        StandaloneSettings settings = SettingsFile.read(home.settings());
        Supervisor supervisor =
                new Supervisor(home, parts(new Installation(settings, home, PortTable.remembered(home))));
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endInOrder(supervisor, main), "stop"));
        supervisor.run();
        lock.get().clearPid();
    }

    private static List<Part> parts(Installation installation) {
        List<Part> parts = new ArrayList<>();
        ExternalServices external = installation.settings().external();
        if (external.bootstrap().isEmpty()) {
            parts.add(new BrokerPart(installation));
        }
        if (external.registryUrl().isEmpty()) {
            parts.add(new RegistryPart(installation));
        }
        installation.settings().job().ifPresent(job -> {
            parts.add(new TaskManagerPart(installation));
            parts.add(new JobManagerPart(installation, job));
        });
        installation.settings().apps().ifPresent(apps -> parts.add(new AppsPart(installation, apps)));
        return parts;
    }

    private static void endInOrder(Supervisor supervisor, Thread main) {
        supervisor.askToStop();
        try {
            main.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
