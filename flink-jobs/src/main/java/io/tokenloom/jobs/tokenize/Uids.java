package io.tokenloom.jobs.tokenize;

import io.tokenloom.jobs.routes.Route;

/** Uids of the job's operators: what savepoints find their state by. A changed uid loses state; change none. */
final class Uids {
    /** The one sink of all routes. */
    static final String SINK = "sink";

    private static final String SOURCE = "source-";
    private static final String TOKENIZE = "tokenize-";

    private Uids() {}

    static String source(Route route) {
        return SOURCE + route.name();
    }

    static String tokenize(Route route) {
        return TOKENIZE + route.name();
    }
}
