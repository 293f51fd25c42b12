package io.tokenloom.cli.archive;

import io.tokenloom.archive.Selection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which samples. */
final class SelectionOptions {
    @Option(names = "--source", paramLabel = "KEY", description = "Only of this source: the key of the token records.")
    private Optional<String> source = Optional.empty();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Only of this event time or later, such as 2026-03-04 or 2026-03-04T05:06:07Z.")
    private Optional<Instant> from = Optional.empty();

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Only of an earlier event time than this.")
    private Optional<Instant> to = Optional.empty();

    /** Picocli makes it. */
    SelectionOptions() {}

    Selection selection() {
        return new Selection(
                source,
                from.map(SelectionOptions::micros).orElse(Selection.ALL.from()),
                to.map(SelectionOptions::micros).orElse(Selection.ALL.to()));
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    /** Times as people write them. */
    static final class TimeConverter implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return text.contains("T")
                        ? Instant.parse(text)
                        : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            } catch (DateTimeParseException e) {
                throw new TypeConversionException(
                        "write a time such as 2026-03-04 or 2026-03-04T05:06:07Z, not \"" + text + "\"");
            }
        }
    }
}
