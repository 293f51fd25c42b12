package io.tokenloom.jobs.routes;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenloom.configuration.Durations;
import io.tokenloom.vision.BitRate;
import io.tokenloom.vision.ResetPolicy;
import io.tokenloom.vision.StreamControl;
import io.tokenloom.vision.TokenBudget;
import java.time.Duration;
import java.util.function.Supplier;

/** Reads the options of a route of pictures. What the schema refused is the default. */
final class VisualOptionsReader {
    private static final VisualOptions STANDARD = VisualOptions.DEFAULT;

    private VisualOptionsReader() {}

    static VisualOptions read(JsonNode options) {
        return new VisualOptions(
                new StreamControl(
                        unlessRefused(() -> budget(options), STANDARD.budget()),
                        unlessRefused(() -> rate(options), BitRate.UNLIMITED),
                        unlessRefused(() -> resets(options.path("resets")), ResetPolicy.ON_DEMAND)),
                options.path("steps").asInt(STANDARD.steps()),
                options.path("framesPerSecond").asDouble(STANDARD.framesPerSecond()),
                DeviceOptions.read(options, STANDARD.device()),
                unlessRefused(() -> batch(options.path("batch")), STANDARD.batch()));
    }

    private static <T> T unlessRefused(Supplier<T> value, T standard) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            // The schema has told so.
            return standard;
        }
    }

    private static TokenBudget budget(JsonNode options) {
        int tokens = options.path("tokens").asInt(Integer.MAX_VALUE);
        if (options.path("quality").isNumber()) {
            return new TokenBudget.Quality(options.path("quality").asDouble(), tokens);
        }
        return options.has("tokens") ? new TokenBudget.Fixed(tokens) : STANDARD.budget();
    }

    private static BitRate rate(JsonNode options) {
        return options.path("bitsPerSecond").isNumber()
                ? new BitRate(
                        options.path("bitsPerSecond").asDouble(),
                        duration(options.path("burst"), BitRate.UNLIMITED.burst()))
                : BitRate.UNLIMITED;
    }

    private static ResetPolicy resets(JsonNode resets) {
        return new ResetPolicy(
                resets.path("gapFrames").asLong(ResetPolicy.ANY_NUMBER),
                duration(resets.path("gap"), ResetPolicy.ANY_TIME),
                duration(resets.path("age"), ResetPolicy.ANY_TIME));
    }

    private static BatchOptions batch(JsonNode batch) {
        BatchOptions standard = STANDARD.batch();
        return new BatchOptions(
                batch.path("items").asInt(standard.items()),
                batch.path("bytes").asLong(standard.bytes()),
                duration(batch.path("delay"), standard.delay()),
                duration(batch.path("deadline"), standard.deadline()));
    }

    private static Duration duration(JsonNode value, Duration standard) {
        return value.isTextual() ? Durations.parse(value.textValue()) : standard;
    }
}
