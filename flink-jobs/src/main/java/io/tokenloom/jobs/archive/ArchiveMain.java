package io.tokenloom.jobs.archive;

import io.tokenloom.configuration.ConnectionsFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ParameterTool;

/**
 * Entry of the Archive job:
 *
 * <pre>{@code
 * flink run -c io.tokenloom.jobs.archive.ArchiveMain tokenloom-jobs-submit.jar \
 *     --archives archives.yaml --connections tokenloom.yaml [--until-end]
 * }</pre>
 *
 * <p>A job that starts without state goes on where its archives end. With {@code --until-end} it ends where the topics end
 * when it starts.
 */
public final class ArchiveMain {
    private static final String ARCHIVES = "archives";
    private static final String CONNECTIONS = "connections";
    private static final String UNTIL_END = "until-end";
    private static final String USAGE = "Arguments: --archives FILE --connections FILE [--until-end]";

    private ArchiveMain() {}

    /**
     * Checks, builds the graph and hands it to Flink.
     *
     * @throws io.tokenloom.configuration.ConfigurationException with every mistake of the files, as they are and on this cluster
     * @throws IllegalArgumentException if the arguments are wrong
     * @throws Exception whatever Flink throws
     */
    public static void main(String[] arguments) throws Exception {
        ParameterTool given = ParameterTool.fromArgs(arguments);
        List<String> mistakes = new ArrayList<>();
        Set<String> unknown = new TreeSet<>(given.toMap().keySet());
        unknown.removeAll(Set.of(ARCHIVES, CONNECTIONS, UNTIL_END));
        unknown.forEach(name -> mistakes.add("--" + name + " is not known."));
        for (String name : List.of(ARCHIVES, CONNECTIONS)) {
            if (given.get(name, "").isEmpty()) {
                mistakes.add("--" + name + " is missing.");
            }
        }
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join(" ", mistakes) + " " + USAGE);
        }
        Path file = Path.of(given.get(ARCHIVES));
        ArchivePlan plan = ArchivePreparation.prepare(
                file,
                ArchivesFile.read(file),
                ConnectionsFile.read(Path.of(given.get(CONNECTIONS))),
                given.has(UNTIL_END));
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        ArchiveJob.build(environment, plan);
        environment.execute(plan.job());
    }
}
