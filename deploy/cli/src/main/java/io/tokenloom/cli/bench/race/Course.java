package io.tokenloom.cli.bench.race;

import java.util.Objects;

/**
 * From where to where a route works.
 *
 * @param source topic of the items
 * @param target topic of the token records, of no other route
 */
public record Course(String source, String target) {
    /** Checks that both are there. */
    public Course {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
    }
}
