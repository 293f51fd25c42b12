package io.tokenloom.standalone;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a standalone installation is started with. Immutable; the {@code with} methods return changed copies.
 *
 * @param home folder of data, logs and remembered ports; created if missing, kept between runs
 * @param distribution the assembled layout, with {@code lib/} and {@code conf/}
 * @param javaHome the JDK that runs the parts, 17 or later
 * @param fixedPorts ports that must be exactly these; every other is found once and remembered in {@code home}
 * @param external services that run elsewhere and are left out here
 * @param job the Flink job; without one no Flink process starts
 * @param apps the Kafka Streams apps; without them their process does not start
 * @param taskSlots slots of the TaskManager and default parallelism of the job, at least 1
 * @param brokerOptions broker properties that win over ours
 * @param flinkOptions Flink options that win over ours
 * @param startTimeout how long {@link StandaloneCluster#up} waits for every part to be healthy
 */
public record StandaloneSettings(
        Path home,
        Path distribution,
        Path javaHome,
        Map<Port, Integer> fixedPorts,
        ExternalServices external,
        Optional<JobSettings> job,
        Optional<AppsSettings> apps,
        int taskSlots,
        Map<String, String> brokerOptions,
        Map<String, String> flinkOptions,
        Duration startTimeout) {

    /** Checks and copies. */
    public StandaloneSettings {
        home = home.toAbsolutePath().normalize();
        distribution = distribution.toAbsolutePath().normalize();
        javaHome = javaHome.toAbsolutePath().normalize();
        fixedPorts = Map.copyOf(fixedPorts);
        brokerOptions = Map.copyOf(brokerOptions);
        flinkOptions = Map.copyOf(flinkOptions);
        Objects.requireNonNull(external, "external");
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(apps, "apps");
        Objects.requireNonNull(startTimeout, "startTimeout");
        if (taskSlots < 1) {
            throw new IllegalArgumentException("taskSlots is " + taskSlots + "; at least 1 is needed");
        }
        fixedPorts.forEach((port, number) -> {
            if (number < 1 || number > 65535) {
                throw new IllegalArgumentException(port.key() + " is " + number + "; a port is 1 to 65535");
            }
        });
    }

    /** Defaults for a home and a distribution: this JDK, ports as found, no job, two slots, five minutes to start. */
    public static StandaloneSettings of(Path home, Path distribution) {
        return new StandaloneSettings(
                home,
                distribution,
                Path.of(System.getProperty("java.home")),
                Map.of(),
                ExternalServices.NONE,
                Optional.empty(),
                Optional.empty(),
                2,
                Map.of(),
                Map.of(),
                Duration.ofMinutes(5));
    }

    /** The same with this job. */
    public StandaloneSettings withJob(JobSettings newJob) {
        return new StandaloneSettings(
                home,
                distribution,
                javaHome,
                fixedPorts,
                external,
                Optional.of(newJob),
                apps,
                taskSlots,
                brokerOptions,
                flinkOptions,
                startTimeout);
    }

    /** The same with these apps. */
    public StandaloneSettings withApps(AppsSettings newApps) {
        return new StandaloneSettings(
                home,
                distribution,
                javaHome,
                fixedPorts,
                external,
                job,
                Optional.of(newApps),
                taskSlots,
                brokerOptions,
                flinkOptions,
                startTimeout);
    }

    /** The same with one more fixed port. */
    public StandaloneSettings withPort(Port port, int number) {
        Map<Port, Integer> ports = new HashMap<>(fixedPorts);
        ports.put(port, number);
        return new StandaloneSettings(
                home,
                distribution,
                javaHome,
                ports,
                external,
                job,
                apps,
                taskSlots,
                brokerOptions,
                flinkOptions,
                startTimeout);
    }

    /** The same without the parts that these stand in for. */
    public StandaloneSettings withExternal(ExternalServices newExternal) {
        return new StandaloneSettings(
                home,
                distribution,
                javaHome,
                fixedPorts,
                newExternal,
                job,
                apps,
                taskSlots,
                brokerOptions,
                flinkOptions,
                startTimeout);
    }

    /** The same with another JDK. */
    public StandaloneSettings withJavaHome(Path newJavaHome) {
        return new StandaloneSettings(
                home,
                distribution,
                newJavaHome,
                fixedPorts,
                external,
                job,
                apps,
                taskSlots,
                brokerOptions,
                flinkOptions,
                startTimeout);
    }

    /** The same with another number of slots. */
    public StandaloneSettings withTaskSlots(int newTaskSlots) {
        return new StandaloneSettings(
                home,
                distribution,
                javaHome,
                fixedPorts,
                external,
                job,
                apps,
                newTaskSlots,
                brokerOptions,
                flinkOptions,
                startTimeout);
    }

    /** The same with these Flink options in place of the present ones. */
    public StandaloneSettings withFlinkOptions(Map<String, String> newFlinkOptions) {
        return new StandaloneSettings(
                home,
                distribution,
                javaHome,
                fixedPorts,
                external,
                job,
                apps,
                taskSlots,
                brokerOptions,
                newFlinkOptions,
                startTimeout);
    }
}
