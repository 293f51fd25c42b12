package io.tokenloom.jobs.routes;

import io.tokenloom.configuration.Mistake;
import java.util.List;

/**
 * A routes file read as far as possible. Immutable.
 *
 * @param routes what could be made out; where something is wrong it is empty or the default
 * @param mistakes everything that is wrong with the file, in its order; empty if it can be used
 */
public record RoutesDraft(Routes routes, List<Mistake> mistakes) {
    /** Copies the list. */
    public RoutesDraft {
        mistakes = List.copyOf(mistakes);
    }
}
