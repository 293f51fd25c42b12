package io.tokenloom.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;

/** The supervisor's state as a properties file: how it tells any other process. */
public final class StatusFile {
    // The kernel tells start times relative to a boot time that moves when the clock is set.
    private static final long CLOCK_STEP_MILLIS = 5_000;

    private StatusFile() {}

    /** Writes state and parts; the supervisor is this process. */
    public static void write(HomeFolder home, StandaloneStatus.State state, List<PartStatus> parts) throws IOException {
        Properties properties = new Properties();
        ProcessHandle self = ProcessHandle.current();
        properties.setProperty("state", state.name());
        properties.setProperty("pid", Long.toString(self.pid()));
        properties.setProperty("started", started(self));
        for (int i = 0; i < parts.size(); i++) {
            PartStatus part = parts.get(i);
            String prefix = "part." + i + ".";
            properties.setProperty(prefix + "name", part.name());
            properties.setProperty(prefix + "health", part.health().name());
            part.pid().ifPresent(pid -> {
                properties.setProperty(prefix + "pid", Long.toString(pid));
                properties.setProperty(
                        prefix + "started",
                        ProcessHandle.of(pid).map(StatusFile::started).orElse("0"));
            });
            properties.setProperty(prefix + "failures", Integer.toString(part.failures()));
            properties.setProperty(prefix + "log", part.log().toString());
            properties.setProperty(prefix + "detail", part.detail());
        }
        PropertiesFile.write(home.status(), properties);
    }

    /** Reads the state; STOPPED if there is none or the supervisor that wrote it is gone. */
    public static StandaloneStatus read(HomeFolder home) throws IOException {
        Optional<StandaloneAddresses> addresses = addresses(home);
        if (!Files.exists(home.status())) {
            return stopped(addresses);
        }
        Properties properties = PropertiesFile.read(home.status());
        Optional<ProcessHandle> supervisor = living(properties, "");
        if (supervisor.isEmpty()) {
            return stopped(addresses);
        }
        List<PartStatus> parts = new ArrayList<>();
        for (int i = 0; properties.containsKey("part." + i + ".name"); i++) {
            parts.add(part(properties, "part." + i + "."));
        }
        return new StandaloneStatus(
                StandaloneStatus.State.valueOf(properties.getProperty("state")),
                OptionalLong.of(supervisor.get().pid()),
                addresses,
                parts,
                List.of());
    }

    private static Optional<StandaloneAddresses> addresses(HomeFolder home) throws IOException {
        if (!Files.exists(home.ports())) {
            return Optional.empty();
        }
        // Ports are reserved before the first settings are written.
        ExternalServices external = Files.exists(home.settings())
                ? SettingsFile.read(home.settings()).external()
                : ExternalServices.NONE;
        return Optional.of(StandaloneAddresses.of(PortTable.remembered(home), external));
    }

    /** Processes that the last supervisor started and that still live. */
    static List<ProcessHandle> survivors(HomeFolder home) throws IOException {
        List<ProcessHandle> survivors = new ArrayList<>();
        if (Files.exists(home.status())) {
            Properties properties = PropertiesFile.read(home.status());
            for (int i = 0; properties.containsKey("part." + i + ".name"); i++) {
                living(properties, "part." + i + ".").ifPresent(survivors::add);
            }
        }
        return survivors;
    }

    private static StandaloneStatus stopped(Optional<StandaloneAddresses> addresses) {
        return new StandaloneStatus(
                StandaloneStatus.State.STOPPED, OptionalLong.empty(), addresses, List.of(), List.of());
    }

    private static PartStatus part(Properties properties, String prefix) {
        String pid = properties.getProperty(prefix + "pid");
        return new PartStatus(
                properties.getProperty(prefix + "name"),
                PartStatus.Health.valueOf(properties.getProperty(prefix + "health")),
                pid == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(pid)),
                Integer.parseInt(properties.getProperty(prefix + "failures")),
                Path.of(properties.getProperty(prefix + "log")),
                properties.getProperty(prefix + "detail"));
    }

    // Process ids are reused: the start time tells a survivor from a stranger.
    private static Optional<ProcessHandle> living(Properties properties, String prefix) {
        String pid = properties.getProperty(prefix + "pid");
        if (pid == null) {
            return Optional.empty();
        }
        long expected = Long.parseLong(properties.getProperty(prefix + "started"));
        return ProcessHandle.of(Long.parseLong(pid))
                .filter(ProcessHandle::isAlive)
                .filter(handle -> Math.abs(Long.parseLong(started(handle)) - expected) < CLOCK_STEP_MILLIS);
    }

    private static String started(ProcessHandle handle) {
        return handle.info()
                .startInstant()
                .map(instant -> Long.toString(instant.toEpochMilli()))
                .orElse("0");
    }
}
