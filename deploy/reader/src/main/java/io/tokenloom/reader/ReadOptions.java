package io.tokenloom.reader;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a topic is read. Immutable.
 *
 * @param following whether to go on as records come, or to end with those that are there at the start
 * @param since records before this moment are left out, by their Kafka timestamps; empty for none
 * @param patience how long to wait for a vocabulary delta that a record needs and that is not committed yet
 * @param bundles tokenizers besides the built-in ones: folders of bundles
 */
public record ReadOptions(boolean following, Optional<Instant> since, Duration patience, List<String> bundles) {
    /** From the beginning to the end, with the built-in tokenizers. */
    public static final ReadOptions DEFAULT =
            new ReadOptions(false, Optional.empty(), Duration.ofSeconds(30), List.of());

    /** Copies the list. */
    public ReadOptions {
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(patience, "patience");
        bundles = List.copyOf(bundles);
    }

    /** Goes on as records come. */
    public ReadOptions follow() {
        return new ReadOptions(true, since, patience, bundles);
    }

    /** From a moment on. */
    public ReadOptions since(Instant moment) {
        return new ReadOptions(following, Optional.of(moment), patience, bundles);
    }

    /** Waits so long for a vocabulary delta. */
    public ReadOptions waitingFor(Duration longest) {
        return new ReadOptions(following, since, longest, bundles);
    }

    /** With these bundles besides the built-in ones. */
    public ReadOptions with(List<String> folders) {
        return new ReadOptions(following, since, patience, folders);
    }
}
