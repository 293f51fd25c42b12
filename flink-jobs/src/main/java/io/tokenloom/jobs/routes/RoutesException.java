package io.tokenloom.jobs.routes;

import java.util.List;
import java.util.stream.Collectors;

/** A routes or connections file that a job can't start from. Holds every mistake, not the first one. */
public final class RoutesException extends RuntimeException {
    private final transient List<Mistake> mistakes;

    /** All mistakes of one file. */
    public RoutesException(List<Mistake> mistakes) {
        super(mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n")));
        this.mistakes = List.copyOf(mistakes);
    }

    /** Every mistake, in the order of the file. */
    public List<Mistake> mistakes() {
        return mistakes;
    }
}
