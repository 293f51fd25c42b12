package io.tokenloom.cli.bench.quality;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A way to say a picture in few bytes. Thread-safe. */
interface Method {
    /** For people. */
    String title();

    /**
     * The best at each of some sizes.
     *
     * @param sizes most bytes, rising
     * @return one for each size; empty where nothing of that size can be made
     * @throws ProgramFailure if a program that it needs fails
     */
    List<Optional<Made>> best(Judge judge, List<Integer> sizes)
            throws IOException, InterruptedException, ProgramFailure;
}
