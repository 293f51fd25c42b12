package io.tokenloom.cli.decode;

import io.tokenloom.cli.CommandException;
import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import java.util.Optional;
import java.util.function.Supplier;

/** Passes over records that can't be read: they are not the ones that are looked for. */
final class Unreadable {
    private Unreadable() {}

    /**
     * What was read, if it can be.
     *
     * @throws CommandException "unreachable" if the registry is away, which could hide anything
     */
    static <T> Optional<T> asEmpty(Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (TokenizationException e) {
            if (e.code() == FailureCode.SCHEMA_UNAVAILABLE) {
                throw CommandException.unreachable(e.getMessage(), e);
            }
            return Optional.empty();
        }
    }
}
