package io.tokenloom.cli.connection;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times on the command line: RFC 3339 in UTC, or a date, which is its midnight in UTC. Stateless. */
public final class InstantConverter implements ITypeConverter<Instant> {
    /** Picocli makes it. */
    public InstantConverter() {}

    @Override
    public Instant convert(String text) {
        return parse(text)
                .orElseThrow(() -> new TypeConversionException(
                        "write a time such as 2026-03-04 or 2026-03-04T05:06:07Z, not \"" + text + "\""));
    }

    /** The time in a text, if it is one. */
    public static Optional<Instant> parse(String text) {
        try {
            return Optional.of(
                    text.contains("T")
                            ? Instant.parse(text)
                            : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
