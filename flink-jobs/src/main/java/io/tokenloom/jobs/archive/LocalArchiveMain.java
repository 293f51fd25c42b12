package io.tokenloom.jobs.archive;

import io.tokenloom.configuration.ConfigurationException;
import io.tokenloom.configuration.ConnectionsFile;
import io.tokenloom.configuration.Mistake;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.jobs.routes.ClusterUnavailableException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.IOUtils;

/**
 * The Archive job with a Flink of its own in this process, for who has no cluster at hand: the same graph. It keeps no state
 * of Flink's, for the archive says itself where it ends.
 *
 * <p>Arguments: archives file, connections file, {@code follow} or {@code until-end}. Ends with status 2 if files or topics
 * are not right, 3 if Kafka can't be reached, 1 for other failures, and tells why on standard error.
 */
public final class LocalArchiveMain {
    private static final int FAILED = 1;
    private static final int WRONG = 2;
    private static final int UNREACHABLE = 3;
    private static final int SLOTS = 2;

    private LocalArchiveMain() {}

    /** Runs the job to its end. */
    public static void main(String[] arguments) {
        endWithParent();
        System.exit(run(Path.of(arguments[0]), Path.of(arguments[1]), arguments[2].equals("until-end")));
    }

    /** Standard input ends when the process that started this one is gone, however it went. */
    private static void endWithParent() {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // Nobody writes to it.
                        }
                    } catch (IOException e) {
                        // Gone as well.
                    }
                    Runtime.getRuntime().halt(FAILED);
                },
                "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private static int run(Path file, Path connections, boolean untilEnd) {
        List<Closeable> writers = List.of();
        try {
            ArchivePlan plan = ArchivePreparation.prepare(
                    file, ArchivesFile.read(file), ConnectionsFile.read(connections), untilEnd);
            writers = lock(plan);
            StreamExecutionEnvironment environment = environment();
            ArchiveJob.build(environment, plan);
            environment.execute(plan.job());
            return 0;
        } catch (ConfigurationException e) {
            for (Mistake mistake : e.mistakes()) {
                System.err.println((mistake.problem() + ". " + mistake.mend()).strip());
            }
            return WRONG;
        } catch (ClusterUnavailableException | TokenizationException e) {
            System.err.println(e.getMessage());
            return UNREACHABLE;
        } catch (Exception e) {
            System.err.println(causes(e));
            return FAILED;
        } finally {
            writers.forEach(IOUtils::closeQuietly);
        }
    }

    private static List<Closeable> lock(ArchivePlan plan) throws IOException {
        List<Closeable> writers = new ArrayList<>();
        for (PlannedArchive archive : plan.archives()) {
            writers.add(archive.folder().writer());
        }
        return writers;
    }

    /** A Flink of its own in this process. */
    static StreamExecutionEnvironment environment() {
        return StreamExecutionEnvironment.createLocalEnvironment(SLOTS, configuration());
    }

    private static Configuration configuration() {
        Configuration configuration = new Configuration();
        // A fault that comes back is told; one that passes is lived through.
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "failure-rate");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_MAX_FAILURES_PER_INTERVAL, 3);
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_FAILURE_RATE_INTERVAL, Duration.ofMinutes(5));
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_DELAY, Duration.ofSeconds(1));
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ZERO);
        return configuration;
    }

    /** What went wrong and why, without what Flink wraps it in. */
    private static String causes(Throwable failure) {
        List<String> causes = new ArrayList<>();
        for (Throwable cause = ExceptionUtils.stripExecutionException(failure);
                cause != null;
                cause = cause.getCause()) {
            String message = cause.getMessage();
            boolean wraps = cause.getClass().getName().startsWith("org.apache.flink.") && cause.getCause() != null;
            if (!wraps && message != null && causes.stream().noneMatch(said -> said.contains(message))) {
                causes.add(message);
            }
        }
        return causes.isEmpty() ? failure.toString() : String.join(": ", causes);
    }
}
