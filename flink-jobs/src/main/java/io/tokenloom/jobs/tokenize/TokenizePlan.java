package io.tokenloom.jobs.tokenize;

import io.tokenloom.connection.Connections;
import io.tokenloom.jobs.routes.Delivery;
import java.util.List;
import java.util.Set;

/**
 * All that the graph is built from. Immutable.
 *
 * @param job name of the job
 * @param routes at least one
 * @param delivery how sure and how fast
 * @param connections client settings
 * @param targetTopics every topic that is written
 * @param largestTargetBytes largest record that any of them accepts
 */
record TokenizePlan(
        String job,
        List<PlannedRoute> routes,
        Delivery delivery,
        Connections connections,
        Set<String> targetTopics,
        int largestTargetBytes) {
    TokenizePlan {
        routes = List.copyOf(routes);
        targetTopics = Set.copyOf(targetTopics);
    }
}
