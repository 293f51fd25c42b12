package io.tokenloom.jobs.tokenize;

import io.tokenloom.configuration.ConnectionsFile;
import io.tokenloom.connection.Connections;
import io.tokenloom.jobs.routes.RoutesFile;
import io.tokenloom.jobs.tokenize.TokenizeArguments.Provisioning;
import java.nio.file.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ParameterTool;

/**
 * Entry for benchmarks: graphs of the Tokenize job beside one that only copies, in one Flink job, so that all of them
 * share one process, one state of the compiler and one clock of checkpoints. Source, sink and guarantee are the same
 * code; what a record meets in between differs. Arguments:
 *
 * <pre>{@code
 * --tokenize FILE,FILE... --pass-through FILE --connections FILE
 * }</pre>
 *
 * <p>The files are routes files with different names of jobs and routes. Checkpoints are as the copying one says.
 * Missing topics and schemas are made.
 */
public final class ComparisonMain {
    private ComparisonMain() {}

    /**
     * Checks, builds the graphs and hands them to Flink.
     *
     * @throws Exception as {@link TokenizeMain}
     */
    public static void main(String[] arguments) throws Exception {
        ParameterTool given = ParameterTool.fromArgs(arguments);
        Connections connections = ConnectionsFile.read(Path.of(given.getRequired("connections")));
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        for (String file : given.getRequired("tokenize").split(",")) {
            TokenizePlan plan = plan(file, connections);
            TokenizeJob.add(
                    environment, plan, sinkUid(plan), (route, source) -> TokenizeJob.tokenizing(plan, route, source));
        }
        TokenizePlan copies = plan(given.getRequired("pass-through"), connections);
        TokenizeJob.configure(environment, copies);
        TokenizeJob.add(
                environment,
                copies,
                sinkUid(copies),
                (route, source) -> source.process(new PassThroughFunction(route)));
        environment.execute("comparison");
    }

    private static TokenizePlan plan(String file, Connections connections) throws InterruptedException {
        Path path = Path.of(file);
        return TokenizePreparation.prepare(path, RoutesFile.read(path), connections, Provisioning.CREATE_MISSING);
    }

    private static String sinkUid(TokenizePlan plan) {
        return Uids.SINK + "-" + plan.job();
    }
}
