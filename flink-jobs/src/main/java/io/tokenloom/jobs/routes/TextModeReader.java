package io.tokenloom.jobs.routes;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenloom.configuration.Durations;
import io.tokenloom.text.dynamic.Boundary;
import io.tokenloom.text.mode.BatchWindow;
import io.tokenloom.text.mode.TextMode;
import java.time.Duration;
import java.util.Locale;

/** Reads how texts are tokenized. What the schema refused is the default; what does not go together, {@link TextModeRules} tells. */
final class TextModeReader {
    private TextModeReader() {}

    static TextMode read(JsonNode options) {
        try {
            if (options.has("dynamic")) {
                return dynamic(options.path("dynamic"));
            }
            JsonNode separator = options.path("digits").path("separator");
            if (separator.isTextual()) {
                return new TextMode.SeparatedDigits(separator.textValue());
            }
            if (options.has("digits")) {
                return new TextMode.RightToLeftDigits();
            }
        } catch (IllegalArgumentException e) {
            // The schema has told so.
            return TextMode.AS_PUBLISHED;
        }
        return options.has("items") ? new TextMode.OneItemPerToken() : TextMode.AS_PUBLISHED;
    }

    private static TextMode dynamic(JsonNode dynamic) {
        return new TextMode.Dynamic(
                dynamic.path("merges").asInt(),
                Boundary.valueOf(dynamic.path("boundary").asText("word").toUpperCase(Locale.ROOT)),
                dynamic.path("minimumCount").asInt(TextMode.Dynamic.DEFAULT_MINIMUM_COUNT),
                window(dynamic.path("window")));
    }

    private static BatchWindow window(JsonNode window) {
        BatchWindow.Scope by =
                BatchWindow.Scope.valueOf(window.path("by").asText("partition").toUpperCase(Locale.ROOT));
        Duration idle = window.has("idle") ? Durations.parse(window.path("idle").asText()) : Duration.ZERO;
        if (window.has("bytes")) {
            return new BatchWindow(BatchWindow.Limit.BYTES, window.path("bytes").asLong(), by, idle);
        }
        if (window.has("time")) {
            long millis = Durations.parse(window.path("time").asText()).toMillis();
            return new BatchWindow(BatchWindow.Limit.TIME, millis, by, idle);
        }
        return new BatchWindow(
                BatchWindow.Limit.RECORDS, window.path("records").asLong(BatchWindow.DEFAULT.amount()), by, idle);
    }
}
