package io.tokenloom.cli.connection;

import io.tokenloom.configuration.Durations;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations on the command line are written as in the routes file. Stateless. */
public final class DurationConverter implements ITypeConverter<Duration> {
    /** Picocli makes it. */
    public DurationConverter() {}

    @Override
    public Duration convert(String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("write a duration such as 500ms, 30s, 5min or 1h, not \"" + text + "\"");
        }
    }
}
