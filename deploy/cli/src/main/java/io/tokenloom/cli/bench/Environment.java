package io.tokenloom.cli.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Properties;
import org.apache.kafka.common.utils.AppInfoParser;

/**
 * Where and with what it was measured. Figures of a machine that does other work besides say little by themselves.
 *
 * @param date when it began, ISO 8601
 * @param tokenloom version of the project
 * @param kafka version of broker and clients
 * @param flink version of Flink
 * @param java version of Java
 * @param system operating system and architecture
 * @param cores processors that Java sees
 * @param memoryMegabytes memory of the machine, 10^6 bytes
 * @param loadBefore processes that ran or waited for a core, average of the minute before; negative where unknown
 * @param loadAfter the same at the end
 */
public record Environment(
        String date,
        String tokenloom,
        String kafka,
        String flink,
        String java,
        String system,
        int cores,
        long memoryMegabytes,
        double loadBefore,
        double loadAfter) {
    private static final String VERSIONS = "versions.properties";
    private static final long MEGABYTE = 1_000_000;

    /** Of a measurement that begins now; to be finished with {@link #ended()}. */
    static Environment begun() {
        Properties versions = versions();
        return new Environment(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                versions.getProperty("project"),
                AppInfoParser.getVersion(),
                versions.getProperty("flink"),
                System.getProperty("java.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                memoryBytes() / MEGABYTE,
                load(),
                load());
    }

    /** The same, with the load as it is now. */
    Environment ended() {
        return new Environment(date, tokenloom, kafka, flink, java, system, cores, memoryMegabytes, loadBefore, load());
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static long memoryBytes() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getTotalMemorySize();
    }

    private static Properties versions() {
        try (InputStream file = Environment.class.getResourceAsStream(VERSIONS)) {
            Properties versions = new Properties();
            versions.load(file);
            return versions;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
