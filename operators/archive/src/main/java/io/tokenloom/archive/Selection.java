package io.tokenloom.archive;

import java.util.Optional;

/**
 * Which samples of an archive are asked for.
 *
 * @param key of the source; every source where it is empty
 * @param from the earliest event time, microseconds since 1970
 * @param to above the latest event time
 */
public record Selection(Optional<String> key, long from, long to) {
    /** Every sample. */
    public static final Selection ALL = new Selection(Optional.empty(), Long.MIN_VALUE, Long.MAX_VALUE);

    /** Whether a sample of that origin is one of them. */
    public boolean has(Sample.Origin origin) {
        return origin.eventTime() >= from
                && origin.eventTime() < to
                && key.map(origin.key()::equals).orElse(true);
    }
}
