package io.tokenloom.jobs.tokenize;

import io.tokenloom.configuration.ConnectionsFile;
import io.tokenloom.connection.Connections;
import io.tokenloom.jobs.routes.Routes;
import io.tokenloom.jobs.routes.RoutesFile;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Entry of the Tokenize job, the same for a standalone installation and for any Flink cluster:
 *
 * <pre>{@code
 * flink run tokenloom-jobs-submit.jar --routes routes.yaml --connections tokenloom.yaml [--provision]
 * }</pre>
 *
 * <p>Nothing is read from a topic before all is checked: both files, the tokenizers, the topics, the schemas, the
 * brokers' limits. Every mistake is told at once.
 */
public final class TokenizeMain {
    private TokenizeMain() {}

    /**
     * Checks, builds the graph and hands it to Flink.
     *
     * @throws io.tokenloom.configuration.ConfigurationException with every mistake of the files, as they are and on this cluster
     * @throws IllegalArgumentException if the arguments are wrong
     * @throws Exception whatever Flink throws
     */
    public static void main(String[] arguments) throws Exception {
        TokenizeArguments given = TokenizeArguments.parse(arguments);
        Routes routes = RoutesFile.read(given.routes());
        Connections connections = ConnectionsFile.read(given.connections());
        TokenizePlan plan = TokenizePreparation.prepare(given.routes(), routes, connections, given.provisioning());
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        TokenizeJob.build(environment, plan);
        environment.execute(plan.job());
    }
}
