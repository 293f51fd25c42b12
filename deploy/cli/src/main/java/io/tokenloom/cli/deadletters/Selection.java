package io.tokenloom.cli.deadletters;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which dead letters are meant: those that agree with all that is said. What is left empty is not asked about.
 *
 * @param reasons failure codes, or classes of exceptions with or without their package; in either case of letters
 * @param since source records of this Kafka timestamp or a later one
 * @param until source records of an earlier Kafka timestamp
 * @param streams keys, or {@code TOPIC/PARTITION} or {@code TOPIC/PARTITION/OFFSET} of source records
 * @param sources source topics
 */
record Selection(
        Set<String> reasons,
        Optional<Instant> since,
        Optional<Instant> until,
        Set<String> streams,
        Set<String> sources) {
    /** All of a topic. */
    static final Selection ALL = new Selection(Set.of(), Optional.empty(), Optional.empty(), Set.of(), Set.of());

    /** Copies. */
    Selection {
        reasons = Set.copyOf(reasons);
        streams = Set.copyOf(streams);
        sources = Set.copyOf(sources);
    }

    /** Whether this one is meant. */
    boolean has(Letter letter) {
        return hasReason(letter)
                && since.stream().noneMatch(letter.time()::isBefore)
                && until.stream().allMatch(letter.time()::isBefore)
                && (streams.isEmpty() || isOfAStream(letter))
                && (sources.isEmpty() || sources.contains(letter.source().topic()));
    }

    private boolean hasReason(Letter letter) {
        return reasons.isEmpty()
                || reasons.stream()
                        .anyMatch(reason -> reason.equalsIgnoreCase(letter.reason())
                                || reason.equalsIgnoreCase(letter.says().exceptionClass()));
    }

    private boolean isOfAStream(Letter letter) {
        String partition = letter.source().topic() + "/" + letter.source().partition();
        return letter.key().stream().anyMatch(streams::contains)
                || streams.contains(partition)
                || streams.contains(letter.source().toString());
    }
}
